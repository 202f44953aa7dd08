// Searching in a document, as text and as printed.
import { screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { lease } from "$lib/backend/fake-data";
import { printed } from "$lib/backend/fake-paper";
import { openLease, openWindow } from "./window";

const count = () => screen.getByTestId("find-count").textContent;
const current = () => [...document.querySelectorAll(".current")].map((part) => part.textContent).join("");

it("opens by its keys with the focus in the box, and closes by Esc", async () => {
  const { user } = await openLease();
  await user.keyboard("{Control>}f{/Control}");
  expect(await screen.findByTestId("find")).toHaveFocus();
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("find")).toBeNull();
});

it("has no effect where no document is open", async () => {
  const { user } = await openWindow();
  await screen.findAllByTestId("document-row");
  await user.keyboard("{Control>}f{/Control}");
  expect(screen.queryByTestId("find")).toBeNull();
});

it("counts all places, goes on and back over pages, and round", async () => {
  const { user, app } = await openLease();
  await user.click(screen.getByTestId("find-open"));
  await user.type(await screen.findByTestId("find"), "hannah weiss");
  expect(count()).toBe("1 of 2");
  expect(app.document?.page).toBe(1);
  expect(current()).toBe("Hannah Weiss");
  await user.keyboard("{Enter}");
  expect([count(), app.document?.page]).toEqual(["2 of 2", 5]);
  await waitFor(() => expect(current()).toBe("Hannah Weiss"));
  await user.keyboard("{Enter}");
  expect([count(), app.document?.page]).toEqual(["1 of 2", 1]);
  await user.click(screen.getByTestId("find-previous"));
  expect([count(), app.document?.page]).toEqual(["2 of 2", 5]);
});

it("begins at the page on show, and says when there is nothing", async () => {
  const { user, app } = await openLease();
  app.document!.turnTo(3);
  await user.click(screen.getByTestId("find-open"));
  await user.type(await screen.findByTestId("find"), "the Landlord");
  expect(app.document?.page).toBe(4);
  expect(count()).toMatch(/^\d+ of \d+$/);
  expect(count()).not.toMatch(/^1 /);
  await user.type(screen.getByTestId("find"), " and the moon");
  expect(count()).toBe("Not found");
  expect(screen.getByTestId("find-next")).toBeDisabled();
});

it("searches what is shown: values on this computer, placeholders as the cloud would see them", async () => {
  const { user } = await openLease();
  await user.click(screen.getByTestId("find-open"));
  await user.type(await screen.findByTestId("find"), "Hannah Weiss");
  await user.click(screen.getByTestId("view-masked"));
  expect(count()).toBe("Not found");
  await user.clear(screen.getByTestId("find"));
  await user.paste("[PERSON_4]");
  expect(count()).toBe("1 of 3");
  expect(current()).toBe("[PERSON_4]");
});

it("highlights a place where it is printed, within a finding and across it", async () => {
  const { user } = await openLease({ documents: [printed(lease())] });
  await screen.findByTestId("page-picture");
  await user.click(screen.getByTestId("find-open"));
  await user.type(await screen.findByTestId("find"), "Ms Hannah");
  await waitFor(() => expect(current()).toBe("Ms Hannah"));
  const runs = [...document.querySelectorAll<HTMLElement>(".current [data-run]")];
  expect(runs.map((run) => run.textContent)).toEqual(["Ms", "Hannah"]);
  for (const run of runs) expect(run.style.width).toMatch(/%$/);
});
