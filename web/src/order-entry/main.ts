import "./order-entry.css";
