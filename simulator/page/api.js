// The simulator's own addresses: what the page shows, and what people do.

import { say } from "./words.js";

export async function post(act, body = {}) {
  const response = await fetch(`/sim/${act}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? say("error", { status: response.status }));
  return answer;
}

export async function get(path) {
  const response = await fetch(`/sim/${path}`);
  if (!response.ok) throw new Error(say("error", { status: response.status }));
  return response.json();
}

export const look = (since) => get(since == null ? "state" : `state?since=${since}`);

// Calls `show` with each new state, for ever; `lost` is told whether the simulator answers.
export async function follow(show, lost) {
  let version = null;
  for (;;) {
    try {
      const state = await look(version);
      version = state.version;
      lost(false);
      show(state);
    } catch (error) {
      console.error(error);
      lost(true);
      version = null;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
