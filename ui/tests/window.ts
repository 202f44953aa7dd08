// Opens the real window on a fake core, for the tests beside this file.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { FakeBackend, type FakeOptions } from "$lib/backend/fake";
import { App } from "$lib/state/app.svelte";
import Main from "$lib/views/Main.svelte";

export async function openWindow(options: FakeOptions = {}) {
  const fake = new FakeBackend({ pace: 1, ...options });
  const app = new App(fake);
  const user = userEvent.setup();
  const view = render(Main, { app });
  await app.start();
  return { fake, app, user, view };
}

/** The window with the lease open. */
export async function openLease(options: FakeOptions = {}) {
  const opened = await openWindow(options);
  await opened.user.click((await screen.findAllByTestId("document-row"))[0]!);
  await screen.findByTestId("page-text");
  return opened;
}

export function called(fake: FakeBackend, name: string): unknown[][] {
  return fake.calls.filter((call) => call.name === name).map((call) => call.args);
}

/** Selects the first place in `root` where `text` stands. */
export function select(root: HTMLElement, text: string) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (!walker.nextNode()?.textContent?.includes(text));
  const at = walker.currentNode.textContent!.indexOf(text);
  window.getSelection()!.setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + text.length);
  return fireEvent(document, new Event("selectionchange"));
}
