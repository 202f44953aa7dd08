// What the core is doing: its events, folded into one record per job.
import type { ErrorDto, JobDto, SentenceDto } from "$lib/backend/backend";

export type JobState = "working" | "done" | "here" | "cancelled" | "failed";

export interface Job {
  id: number;
  work: string;
  document: string | null;
  chat: string | null;
  label: string | null;
  state: JobState;
  stage: string | null;
  done: number;
  total: number;
  /** Streamed text; for a summary, the sentence in the making. */
  text: string;
  sentences: SentenceDto[];
  error: ErrorDto | null;
  /** When the present stage began, in milliseconds. */
  stageSince: number;
}

/** The job after an event. Whatever comes after the end is ignored. */
export function reduce(before: Job | undefined, dto: JobDto, now: number): Job {
  const job: Job = before
    ? { ...before, document: dto.document ?? before.document, chat: dto.chat ?? before.chat, label: dto.label ?? before.label }
    : {
        id: dto.id,
        work: dto.work,
        document: dto.document,
        chat: dto.chat,
        label: dto.label,
        state: "working",
        stage: null,
        done: 0,
        total: 0,
        text: "",
        sentences: [],
        error: null,
        stageSince: now,
      };
  if (job.state !== "working") return job;
  const event = dto.event;
  switch (event.type) {
    case "stage":
      if (event.stage !== job.stage) job.stageSince = now;
      return { ...job, stage: event.stage, done: event.done, total: event.total };
    case "delta":
      return { ...job, text: job.text + event.text };
    case "sentence":
      return { ...job, text: "", sentences: [...job.sentences, event.sentence] };
    case "done":
      return { ...job, state: "done" };
    case "alreadyHere":
      return { ...job, state: "here" };
    case "cancelled":
      return { ...job, state: "cancelled" };
    case "failed":
      return { ...job, state: "failed", error: event.error };
  }
}

/** Seconds left in the present stage, once there is enough to tell. */
export function secondsLeft(job: Job, now: number): number | null {
  const elapsed = now - job.stageSince;
  if (job.done < 2 || job.total <= job.done || elapsed < 2000) return null;
  return Math.max(1, Math.round((elapsed / job.done / 1000) * (job.total - job.done)));
}

/** So many files that only wait are shown; a folder may hold thousands. */
const WAITING_SHOWN = 12;

/** Whether it has not begun, or waits between two steps. */
export function waits(job: Job): boolean {
  return job.state === "working" && (job.stage === null || job.stage === "waiting");
}

/** How often streamed text is shown: a repaint for every token would burn a core. */
const REPAINT_MS = 40;

export class Jobs {
  all = $state.raw<Job[]>([]);
  #deltas: JobDto[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** The first of the files that came together, and when it came. */
  #first = 0;
  #since = 0;

  constructor(private readonly heard: (job: Job, dto: JobDto) => void = () => {}) {}

  receive(dto: JobDto): void {
    if (dto.event.type === "delta") {
      this.#deltas.push(dto);
      this.#timer ??= setTimeout(() => this.#flush(), REPAINT_MS);
      return;
    }
    this.#flush();
    this.#apply([dto]);
  }

  byId(id: number | null): Job | undefined {
    return this.all.find((job) => job.id === id);
  }

  /** The work under way on a document: reading, tagging, summarising. */
  onDocument(id: string): Job | undefined {
    return this.all.find((job) => job.work === "document" && job.document === id && job.state === "working");
  }

  /** What belongs in the queue: work under way, and ends that a person should see. */
  get queue(): Job[] {
    return this.all.filter((job) => job.work === "document" && job.state !== "done");
  }

  /** The same, without most of those that only wait; and how many these are. */
  get shown(): { jobs: Job[]; more: number } {
    const queue = this.queue;
    const waiting = queue.filter(waits);
    const hidden = new Set(waiting.slice(WAITING_SHOWN));
    return { jobs: queue.filter((job) => !hidden.has(job)), more: hidden.size };
  }

  /** How far the files are that came together: those since nothing was under way; and the seconds left, once that can be told. */
  get together(): { ended: number; of: number; left: number | null } {
    const files = this.all.filter((job) => job.work === "document" && job.id >= this.#first);
    const ended = files.filter((job) => job.state !== "working").length;
    const left = files.length - ended;
    const elapsed = Date.now() - this.#since;
    const tells = ended >= 2 && left > 0 && elapsed >= 2000;
    return { ended, of: files.length, left: tells ? Math.max(1, Math.round((elapsed / ended / 1000) * left)) : null };
  }

  forget(id: number): void {
    this.all = this.all.filter((job) => job.id !== id);
  }

  /** Takes away what ended and that a person has seen. */
  forgetEnded(): void {
    this.all = this.all.filter((job) => job.work !== "document" || job.state === "working");
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const deltas = this.#deltas;
    this.#deltas = [];
    if (deltas.length > 0) this.#apply(deltas);
  }

  #apply(dtos: JobDto[]): void {
    const all = [...this.all];
    const now = Date.now();
    const changed: [Job, JobDto][] = [];
    for (const dto of dtos) {
      const at = all.findIndex((job) => job.id === dto.id);
      if (at < 0 && dto.work === "document" && !all.some((job) => job.work === "document" && job.state === "working")) {
        this.#first = dto.id;
        this.#since = now;
      }
      const job = reduce(all[at], dto, now);
      if (at < 0) all.push(job);
      else all[at] = job;
      changed.push([job, dto]);
    }
    this.all = all;
    for (const [job, dto] of changed) this.heard(job, dto);
  }
}
