// Picks the backend. The fake one exists only in `npm run dev` and in showcase builds; a release build drops the branch.
import type { Backend } from "./backend";
import { tauriBackend } from "./tauri";

export async function chooseBackend(): Promise<Backend> {
  if (import.meta.env.DEV || import.meta.env.MODE === "showcase") {
    if (!("__TAURI_INTERNALS__" in window)) {
      const { FakeBackend } = await import("./fake");
      return FakeBackend.fromAddress(window.location.search);
    }
  }
  return tauriBackend();
}
