// One status region for the whole page. What changes is said here once; the same words twice are still said twice.

import { useEffect, useState } from "preact/hooks";

let tell: (words: string) => void = () => {};
let turn = 0;

export function announce(words: string): void {
  tell(words);
}

export function Announcer() {
  const [words, setWords] = useState("");
  useEffect(() => {
    tell = (said) => setWords(`${said}${++turn % 2 ? "\u00a0" : ""}`);
  }, []);
  return (
    <p class="unseen" role="status">
      {words}
    </p>
  );
}
