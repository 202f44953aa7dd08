// Job events, folded.
import { describe, expect, it, vi } from "vitest";
import type { JobDto, JobEventDto } from "$lib/backend/backend";
import { Jobs, reduce, secondsLeft, type Job } from "./jobs.svelte";

const dto = (event: JobEventDto, more: Partial<JobDto> = {}): JobDto => ({
  id: 7,
  work: "document",
  document: null,
  chat: null,
  label: "a.pdf",
  event,
  ...more,
});
const fold = (...events: JobEventDto[]): Job =>
  events.reduce<Job | undefined>((job, event, at) => reduce(job, dto(event), at * 1000), undefined)!;
const sentence = { text: "The lease ends.", pages: [2], quote: "ends", supported: true };

describe("reduce", () => {
  it("joins streamed text, and a finished sentence takes its place", () => {
    const streaming = fold({ type: "delta", text: "The lease " }, { type: "delta", text: "ends." });
    expect(streaming.text).toBe("The lease ends.");
    const finished = reduce(streaming, dto({ type: "sentence", sentence }), 0);
    expect(finished.text).toBe("");
    expect(finished.sentences).toEqual([sentence]);
  });

  it("keeps the document's id once it is known", () => {
    const first = reduce(undefined, dto({ type: "stage", stage: "reading", done: 0, total: 3 }), 0);
    const known = reduce(first, dto({ type: "stage", stage: "tagging", done: 0, total: 3 }, { document: "d9" }), 0);
    expect(reduce(known, dto({ type: "done" }), 0)).toMatchObject({ document: "d9", state: "done" });
  });

  it("keeps what was there when it is cancelled", () => {
    expect(fold({ type: "delta", text: "half" }, { type: "cancelled" })).toMatchObject({ state: "cancelled", text: "half" });
  });

  it("keeps the error of a failure, and ignores what comes after the end", () => {
    const error = { code: "damaged", message: "This file is damaged." };
    const failed = fold({ type: "failed", error }, { type: "delta", text: "late" }, { type: "done" });
    expect(failed).toMatchObject({ state: "failed", error, text: "" });
  });

  it("tells the time left only when there is enough to tell", () => {
    const job = (done: number) => fold({ type: "stage", stage: "reading", done, total: 10 });
    expect(secondsLeft(job(1), 60_000)).toBeNull();
    expect(secondsLeft(job(5), 1_000)).toBeNull();
    expect(secondsLeft(job(5), 10_000)).toBe(10);
    expect(secondsLeft(job(10), 10_000)).toBeNull();
  });
});

describe("Jobs", () => {
  it("shows many deltas in one go, in order, and before what follows them", () => {
    vi.useFakeTimers();
    const heard = vi.fn();
    const jobs = new Jobs(heard);
    jobs.receive(dto({ type: "delta", text: "a" }));
    jobs.receive(dto({ type: "delta", text: "b" }));
    expect(jobs.all).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(jobs.byId(7)?.text).toBe("ab");
    jobs.receive(dto({ type: "delta", text: "c" }));
    jobs.receive(dto({ type: "done" }));
    expect(jobs.byId(7)).toMatchObject({ text: "abc", state: "done" });
    expect(heard).toHaveBeenCalledTimes(4);
    vi.useRealTimers();
  });

  it("hides most of those that only wait, and tells how far all are together", () => {
    vi.useFakeTimers();
    const jobs = new Jobs();
    for (let id = 1; id <= 40; id++) jobs.receive(dto({ type: "stage", stage: "waiting", done: 0, total: 0 }, { id }));
    jobs.receive(dto({ type: "stage", stage: "reading", done: 0, total: 3 }, { id: 39 }));
    expect(jobs.shown.more).toBe(27);
    expect(jobs.shown.jobs.map((job) => job.id)).toEqual([...Array(12).keys()].map((at) => at + 1).concat(39));
    expect(jobs.together).toEqual({ ended: 0, of: 40, left: null });
    vi.advanceTimersByTime(10_000);
    jobs.receive(dto({ type: "done" }, { id: 1 }));
    jobs.receive(dto({ type: "alreadyHere" }, { id: 2 }));
    expect(jobs.together).toEqual({ ended: 2, of: 40, left: 190 });
    for (let id = 3; id <= 40; id++) jobs.receive(dto({ type: "cancelled" }, { id }));
    jobs.receive(dto({ type: "stage", stage: "waiting", done: 0, total: 0 }, { id: 50 }));
    expect(jobs.together).toMatchObject({ ended: 0, of: 1 });
    jobs.forgetEnded();
    expect(jobs.queue.map((job) => job.id)).toEqual([50]);
    vi.useRealTimers();
  });

  it("queues what is under way or went wrong, not what is done", () => {
    const jobs = new Jobs();
    jobs.receive(dto({ type: "done" }, { id: 1 }));
    jobs.receive(dto({ type: "failed", error: { code: "x", message: "x" } }, { id: 2 }));
    jobs.receive(dto({ type: "stage", stage: "reading", done: 0, total: 1 }, { id: 3 }));
    jobs.receive(dto({ type: "stage", stage: "answering", done: 0, total: 0 }, { id: 4, work: "answer" }));
    expect(jobs.queue.map((job) => job.id)).toEqual([2, 3]);
    jobs.forget(2);
    expect(jobs.queue.map((job) => job.id)).toEqual([3]);
  });
});
