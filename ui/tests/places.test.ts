// Ledger, settings, chats, keys.
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { LEDGER } from "$lib/backend/fake-data";
import { called, openLease, openWindow } from "./window";

describe("the ledger", () => {
  it("shows the latest first, and the exact bytes on demand", async () => {
    const { user } = await openWindow();
    await user.click(await screen.findByTestId("go-ledger"));
    const rows = await screen.findAllByTestId("ledger-row");
    expect(rows.map((row) => row.dataset.kind)).toEqual(["answered", "sent", "refused"]);
    expect(screen.queryByTestId("ledger-body")).toBeNull();
    await user.click(within(rows[1]!).getByRole("button"));
    expect(screen.getByTestId("ledger-body").textContent).toBe(LEDGER[1]!.body);
    expect(rows[1]).toHaveTextContent(LEDGER[1]!.digest);
    await user.click(within(rows[2]!).getByRole("button"));
    expect(rows[2]).toHaveTextContent("You closed the sheet.");
    expect(rows[2]).toHaveTextContent("No bytes left");
  });

  it("tells whether the chain holds", async () => {
    const { user, fake } = await openWindow();
    await user.click(await screen.findByTestId("go-ledger"));
    await user.click(screen.getByTestId("verify"));
    expect(await screen.findByTestId("verdict")).toHaveTextContent("The chain is whole: 3 entries");
    Object.assign(fake, { verifyLedger: async () => ({ ok: false, entries: 3, brokenAt: 2 }) });
    await user.click(screen.getByTestId("verify"));
    expect(await screen.findByText(/breaks at entry 2/)).toBeVisible();
    expect(screen.getByRole("alert")).toBeVisible();
  });

  it("is exported by the core", async () => {
    const { user, fake } = await openWindow();
    await user.click(await screen.findByTestId("go-ledger"));
    await user.click(screen.getByTestId("export"));
    expect(await screen.findByText("3 entries exported.")).toBeVisible();
    fake.exportLedger = async () => 0;
    await user.click(screen.getByTestId("export"));
    expect(await screen.findByText("Nothing was exported.")).toBeVisible();
  });

  it("says that it is empty, or why it cannot be read", async () => {
    const { user } = await openWindow({ ledger: [] });
    await user.click(await screen.findByTestId("go-ledger"));
    expect(await screen.findByText("Nothing has ever left this computer.")).toBeVisible();
  });
});

describe("settings", () => {
  it("save a provider, and forget the key that was typed", async () => {
    const { user, fake } = await openWindow({ providers: [] });
    await user.click(await screen.findByTestId("go-settings"));
    await user.type(screen.getByTestId("provider-name"), "Mine");
    await user.type(screen.getByTestId("provider-url"), "https://ai.example.org/v1");
    await user.type(screen.getByTestId("provider-model"), "m-1");
    await user.type(screen.getByTestId("provider-key"), "k-123{Enter}");
    await waitFor(() => expect(screen.getByTestId("provider-note")).toHaveTextContent("Saved."));
    const provider = { name: "Mine", baseUrl: "https://ai.example.org/v1", model: "m-1" };
    expect(called(fake, "saveProvider")).toEqual([[provider, "k-123"]]);
    expect(screen.getByTestId("provider-key")).toHaveValue("");
    await user.click(screen.getByTestId("provider-remove"));
    await waitFor(() => expect(called(fake, "removeProvider")).toEqual([["Mine"]]));
  });

  it("keep the form and say why when a provider is refused", async () => {
    const { user } = await openWindow({ providers: [] });
    await user.click(await screen.findByTestId("go-settings"));
    await user.click(screen.getByTestId("provider-save"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Name, base URL and model are needed.");
    await user.type(screen.getByTestId("provider-name"), "Mine");
    await user.type(screen.getByTestId("provider-url"), "http://ai.example.org");
    await user.type(screen.getByTestId("provider-model"), "m-1{Enter}");
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("must begin with https://"));
    expect(screen.getByTestId("provider-url")).toHaveValue("http://ai.example.org");
  });

  it("switch offline, and the window shows it", async () => {
    const { user, fake } = await openWindow();
    await user.click(await screen.findByTestId("go-settings"));
    await user.click(screen.getByRole("switch", { name: "Let nothing leave this computer" }));
    expect(called(fake, "setOffline")).toEqual([[true]]);
    expect(await screen.findByText(/Offline: nothing can leave/)).toBeVisible();
  });

  it("name the keys of the shortcut as people read them", async () => {
    const { user } = await openWindow();
    await user.click(await screen.findByTestId("go-settings"));
    expect(screen.getByTestId("shortcut").textContent).toBe("Ctrl+Shift+Space");
  });

  it("bind the shortcut anew by pressing it; Esc keeps the old one", async () => {
    const { user, fake } = await openWindow();
    await user.click(await screen.findByTestId("go-settings"));
    await user.click(screen.getByTestId("shortcut-change"));
    await user.keyboard("{Escape}");
    await user.keyboard("{Control>}{Alt>}k{/Alt}{/Control}");
    expect(called(fake, "setShortcut")).toEqual([]);
    await user.click(screen.getByTestId("shortcut-change"));
    await user.keyboard("{Control>}{Alt>}k{/Alt}{/Control}");
    expect(called(fake, "setShortcut")).toEqual([["Ctrl+Alt+K"]]);
    await waitFor(() => expect(screen.getByTestId("shortcut")).toHaveTextContent("Ctrl+Alt+K"));
  });

  it("tell what is missing: model, tray, shortcut", async () => {
    const { user } = await openWindow({
      status: { model: null, modelError: { code: "m", message: "The model is not there." }, tray: false, shortcutError: "Taken by another program." },
    });
    expect(await screen.findByText("The model is not there.")).toBeVisible();
    await user.click(screen.getByTestId("go-settings"));
    expect(screen.getByText("The model is not there.")).toBeVisible();
    expect(screen.getByText(/shows no tray icon/)).toBeVisible();
    expect(screen.getByText("Taken by another program.")).toBeVisible();
  });
});

describe("chats without a document", () => {
  it("are begun, titled, filtered and removed", async () => {
    const { user, fake } = await openWindow();
    await user.keyboard("{Control>}n{/Control}");
    const box = await screen.findByRole("textbox", { name: "Ask the model on this computer" });
    expect(box).toHaveFocus();
    await user.type(box, "What is a deposit?{Enter}");
    expect(await screen.findByTestId("local-answer")).toHaveTextContent("secures a claim");
    await waitFor(() => expect(screen.getByTestId("chat-row")).toHaveTextContent("What is a deposit?"));
    expect(screen.queryByTestId("deeper")).toBeNull();
    await user.keyboard("{Control>}k{/Control}");
    expect(screen.getByRole("searchbox")).toHaveFocus();
    await user.keyboard("lease");
    expect(screen.queryByTestId("chat-row")).toBeNull();
    expect(screen.getAllByTestId("document-row")).toHaveLength(1);
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Remove this chat" }));
    await waitFor(() => expect(screen.queryByTestId("chat-row")).toBeNull());
    expect(called(fake, "removeChat")).toHaveLength(1);
  });

  it("say so when there is no model", async () => {
    const { user } = await openWindow({ status: { model: null } });
    await user.keyboard("{Control>}n{/Control}");
    expect(await screen.findByText(/needs a local model/)).toBeVisible();
  });
});

describe("keys", () => {
  it("open files, settings and the list of keys", async () => {
    const { user, fake } = await openWindow({ pace: 1000 });
    await screen.findAllByTestId("document-row");
    await user.keyboard("{Control>}o{/Control}");
    expect(called(fake, "openFiles")).toHaveLength(1);
    await user.keyboard("{Control>},{/Control}");
    expect(screen.getByRole("heading", { name: "Settings" })).toBeVisible();
    await user.keyboard("{F1}");
    expect(await screen.findByRole("dialog", { name: "Keys" })).toHaveTextContent("Approve and send");
    await user.keyboard("{Control>}n{/Control}");
    expect(called(fake, "newChat")).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("are enough for the whole way: open, read, ask, look, send", async () => {
    const { user, fake } = await openWindow({ pace: 2 });
    await screen.findAllByTestId("document-row");
    const tabTo = async (id: string) => {
      for (let presses = 0; presses < 60; presses++) {
        await user.tab();
        if (document.activeElement?.getAttribute("data-testid") === id) return;
      }
      throw new Error(`Tab never reached ${id}`);
    };
    await tabTo("document-row");
    await user.keyboard("{Enter}");
    await screen.findByTestId("page-text");
    await tabTo("view-masked");
    await user.keyboard(" ");
    expect(screen.getByTestId("page-text")).toHaveTextContent("[PERSON_4]");
    await tabTo("page-chip");
    await user.keyboard("{Enter}");
    await tabTo("question");
    await user.keyboard("When does it end?{Enter}");
    await screen.findByTestId("local-answer");
    await tabTo("deeper");
    await user.keyboard("{Enter}");
    await screen.findByTestId("outbound-body");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByTestId("restored-answer");
    expect(called(fake, "approve")).toHaveLength(1);
  });

  it("leave a document in peace when there is nothing to stop", async () => {
    const { user, fake } = await openLease();
    await user.keyboard("{Escape}");
    expect(called(fake, "cancel")).toEqual([]);
    expect(screen.getByTestId("page-text")).toBeInTheDocument();
  });
});

it("an error of the core is told, and can be put away", async () => {
  const { user } = await openWindow({ failing: { openFiles: { code: "dialog", message: "The file dialog did not open. Drop the file instead." } } });
  await user.click(await screen.findByTestId("open"));
  expect(await screen.findByRole("alert")).toHaveTextContent("Drop the file instead.");
  await user.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("alert")).toBeNull();
});
