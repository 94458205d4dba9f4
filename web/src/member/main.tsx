import "./find.css";
