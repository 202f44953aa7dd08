// From the first start to an open library: first run, passphrase, lock, drop.
import { screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { called, openLease, openWindow } from "./window";

describe("the first run", () => {
  it("is three steps, and ends in the library", async () => {
    const { user, fake } = await openWindow({ documents: [], status: { welcomed: false } });
    expect(await screen.findByRole("heading", { name: "Your documents stay here" })).toBeVisible();
    await user.click(screen.getByTestId("first-next"));
    expect(screen.getByText(/exact bytes and approve them/)).toBeVisible();
    await user.click(screen.getByTestId("first-next"));
    await user.click(screen.getByTestId("first-start"));
    expect(await screen.findByText("Drop a document anywhere in this window")).toBeVisible();
    expect(called(fake, "welcomed")).toHaveLength(1);
  });

  it("ends when a file is dropped on it", async () => {
    const { fake } = await openWindow({ documents: [], status: { welcomed: false } });
    fake.drop("Contract.pdf");
    expect(await screen.findByTestId("page-text")).toBeInTheDocument();
    expect(called(fake, "welcomed")).toHaveLength(1);
  });

  it("asks for a passphrase where there is no keyring, and takes no weak or mistyped one", async () => {
    const { user, fake } = await openWindow({ documents: [], status: { welcomed: false, lock: "choose_passphrase" } });
    await user.click(await screen.findByTestId("first-next"));
    await user.click(screen.getByTestId("first-next"));
    await user.type(screen.getByTestId("passphrase"), "short");
    await user.type(screen.getByTestId("passphrase-repeat"), "short{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("at least 8 characters");
    await user.clear(screen.getByTestId("passphrase"));
    await user.clear(screen.getByTestId("passphrase-repeat"));
    await user.type(screen.getByTestId("passphrase"), "a longer sentence");
    await user.type(screen.getByTestId("passphrase-repeat"), "another sentence{Enter}");
    expect(await screen.findByText("The two do not match.")).toBeVisible();
    expect(called(fake, "unlock")).toEqual([]);
    await user.clear(screen.getByTestId("passphrase-repeat"));
    await user.type(screen.getByTestId("passphrase-repeat"), "a longer sentence{Enter}");
    expect(await screen.findByText("Drop a document anywhere in this window")).toBeVisible();
    expect(called(fake, "unlock")).toEqual([["a longer sentence"]]);
  });
});

describe("a locked library", () => {
  it("says when the passphrase is wrong, forgets what was typed, and opens with the right one", async () => {
    const { user } = await openWindow({ status: { lock: "needs_passphrase" } });
    await user.type(await screen.findByTestId("passphrase"), "wrong{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("not the passphrase of this library");
    expect(screen.getByTestId("passphrase")).toHaveValue("");
    await user.type(screen.getByTestId("passphrase"), "right{Enter}");
    expect(await screen.findAllByTestId("document-row")).toHaveLength(2);
  });
});

describe("dropping files", () => {
  it("shows where they go while they are held", async () => {
    const { fake } = await openWindow();
    fake.hover(true, 3);
    expect(await screen.findByTestId("drop-overlay")).toHaveTextContent("3 files");
    fake.hover(false, 0);
    await waitFor(() => expect(screen.queryByTestId("drop-overlay")).toBeNull());
  });

  it("opens a single document as soon as it can be read, while its summary is written", async () => {
    const { fake } = await openWindow({ documents: [], pace: 15 });
    fake.drop("Contract.pdf");
    expect(await screen.findByTestId("queue-row")).toHaveTextContent(/Contract.pdf\s*Reading · \d of 5 pages/);
    await screen.findByTestId("page-text");
    expect(screen.getByRole("heading", { name: "Contract.pdf" })).toBeVisible();
    await waitFor(() => expect(screen.getByTestId("coverage")).toHaveTextContent("5 of 5 pages"), { timeout: 15_000 });
    expect(screen.queryByTestId("queue-row")).toBeNull();
  });

  it("tells what went wrong with one file, and goes on with the others", async () => {
    const { fake, user } = await openWindow({ pace: 5 });
    fake.drop("Tax locked.pdf", "Fine.pdf");
    expect(await screen.findByRole("alert")).toHaveTextContent("protected by a password");
    expect(screen.getByRole("alert")).toHaveTextContent("your library are unchanged");
    await waitFor(() => expect(screen.getAllByTestId("document-row")).toHaveLength(3));
    await user.click(screen.getByRole("button", { name: "Dismiss Tax locked.pdf" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("asks for the password of a locked file, again if it was wrong", async () => {
    const { fake, user } = await openWindow({ pace: 3 });
    fake.drop("Tax locked.pdf");
    await user.type(await screen.findByLabelText("Password of Tax locked.pdf"), "guess{Enter}");
    expect(await screen.findByText(/not the file's password/)).toBeVisible();
    await user.type(screen.getByTestId("file-password"), "open sesame{Enter}");
    expect(await screen.findByRole("heading", { name: "Tax locked.pdf" })).toBeVisible();
    expect(called(fake, "unlockFile").map(([, password]) => password)).toEqual(["guess", "open sesame"]);
    expect(screen.queryByTestId("file-password")).toBeNull();
  });

  it("can be cancelled, file by file", async () => {
    const { fake, user } = await openWindow({ pace: 40 });
    fake.drop("One.pdf", "Two.pdf");
    await user.click(await screen.findByRole("button", { name: "Cancel One.pdf" }));
    expect(await screen.findByText(/^Cancelled/)).toBeVisible();
    expect(called(fake, "cancel")).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Cancel Two.pdf" })).toBeVisible();
  });

  it("can be cancelled as a whole, and cleared away", async () => {
    const { fake, user } = await openWindow({ pace: 40 });
    fake.drop("One.pdf", "Two.pdf", "Three.pdf");
    await waitFor(() => expect(screen.getByTestId("queue-together")).toHaveTextContent("0 of 3 files"));
    await user.click(screen.getByRole("button", { name: "Cancel all" }));
    await waitFor(() => expect(screen.getAllByText(/^Cancelled/)).toHaveLength(3));
    expect(called(fake, "cancelFiles")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(screen.queryByTestId("queue-row")).toBeNull());
  });

  it("takes in a folder, and tells what in it is not read", async () => {
    const { fake, user } = await openWindow({ pace: 20 });
    await user.click(screen.getByTestId("open-folder"));
    await waitFor(() => expect(screen.getAllByTestId("queue-row")).toHaveLength(2));
    expect(screen.getByTestId("left-out")).toHaveTextContent("1 file of the kind .mp4 cannot be read");
    await user.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByTestId("left-out")).toBeNull();
    fake.gathered({ files: 0, leftOut: [], error: { code: "empty", message: "There is no file in it that can be read." } });
    expect(await screen.findByRole("alert")).toHaveTextContent("no file in it that can be read");
  });

  it("says of a file that is here already, and opens the one that is there", async () => {
    const { fake, user } = await openWindow();
    const known = { work: "document", label: "Copy of the lease.pdf", document: "1" };
    const [row] = await fake.library();
    known.document = row!.id;
    fake.emit(70, { work: "document", label: "Another.pdf" }, { type: "stage", stage: "waiting", done: 0, total: 0 });
    fake.emit(71, known, { type: "alreadyHere" });
    expect(await screen.findByText(/^Already here/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Open Copy of the lease.pdf" }));
    expect(await screen.findByRole("heading", { name: row!.name })).toBeVisible();
    expect(screen.queryByText(/^Already here/)).toBeNull();
  });

  it("opens at once what is here already when it came alone", async () => {
    const { fake } = await openWindow();
    const [row] = await fake.library();
    fake.emit(71, { work: "document", label: "Copy.pdf", document: row!.id }, { type: "alreadyHere" });
    expect(await screen.findByRole("heading", { name: row!.name })).toBeVisible();
    expect(screen.queryByTestId("queue-row")).toBeNull();
  });

  it("stays in sight while another document is open", async () => {
    const { fake } = await openLease({ pace: 40 });
    fake.drop("Two.pdf");
    expect(await screen.findByRole("progressbar", { name: "Progress of Two.pdf" })).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Lease Weiss.pdf" })).toBeVisible();
  });
});

it("says so when the core cannot be reached", async () => {
  await openWindow({ failing: { status: { code: "core", message: "The library is in use by another Confidant." } } });
  expect(await screen.findByRole("alert")).toHaveTextContent("The library is in use by another Confidant.");
});
