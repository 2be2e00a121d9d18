// The bar under the top bar in which a story is told, with its pause and its end.

import { Player, Stopped, Stuck } from "./player.js";
import { say } from "./words.js";

const bar = document.querySelector(".caption");
const [words, progress] = [bar.querySelector("p"), bar.querySelector("progress")];
const [pause, stop] = [bar.querySelector(".pause"), bar.querySelector(".stop")];
const tell = document.querySelector(".tell");
let player = null;

const caption = {
  words: (text) => (words.textContent = text),
  progress: (share) => (progress.value = share),
};

// The button that tells the story, shown when there is one; ?speed=20 in the address tells it faster.
export function offerStory(page, story) {
  if (!story) return;
  const speed = Number(new URLSearchParams(location.search).get("speed")) || 1;
  tell.hidden = false;
  tell.addEventListener("click", () => run(new Player(page, story, caption, speed)));
}

async function run(next) {
  player = next;
  tell.disabled = true;
  bar.hidden = false;
  bar.dataset.state = "playing";
  label();
  pause.focus();
  try {
    await player.play();
    bar.dataset.state = "over";
  } catch (error) {
    if (error instanceof Stopped) return close();
    caption.words(error instanceof Stuck ? say("stuck") : error.message);
    bar.dataset.state = "stuck";
    console.info("story", error);
  }
  tell.disabled = false;
  label();
  if (document.activeElement === document.body) stop.focus();
}

function label() {
  const isPlaying = bar.dataset.state === "playing";
  pause.hidden = !isPlaying;
  pause.textContent = player.isPaused ? `▶ ${say("goOn")}` : `⏸ ${say("pause")}`;
  stop.textContent = isPlaying ? `⏹ ${say("stop")}` : `✕ ${say("close")}`;
}

function close() {
  bar.hidden = true;
  tell.disabled = false;
  caption.words("");
  tell.focus();
}

pause.addEventListener("click", () => {
  player.isPaused = !player.isPaused;
  label();
});

stop.addEventListener("click", () => {
  if (bar.dataset.state === "playing") player.isStopped = true;
  else close();
});
