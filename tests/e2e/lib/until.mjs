// Waiting is asking again, never sleeping for luck.

import { setTimeout as sleep } from "node:timers/promises";

/**
 * Calls `condition` until it gives something truthy, which is returned. An error inside counts as "not yet" and is told
 * when the time is over.
 */
export async function until(what, condition, { seconds = 20, every = 100 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${seconds} s in vain: ${what}${last ? ` (last: ${last.message})` : ""}`, { cause: last });
    }
    await sleep(every);
  }
}
