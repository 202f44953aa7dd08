// The jobs of the fake core: events in their order, at a pace, until Done, Cancelled or Failed.
import { BackendError, type JobDto, type JobEventDto, type Unlisten } from "./backend";

export interface Work {
  work: string;
  document?: string | null;
  chat?: string | null;
  label?: string | null;
}

class Cancelled extends Error {}

export class FakeJobs {
  readonly listeners = new Set<(job: JobDto) => void>();
  readonly #cancelled = new Set<number>();
  readonly #running = new Map<number, Work>();

  constructor(
    private readonly pace: number,
    private readonly nextId: () => number,
  ) {}

  emit(id: number, work: Work, event: JobEventDto): void {
    const dto: JobDto = {
      id,
      work: work.work,
      document: work.document ?? null,
      chat: work.chat ?? null,
      label: work.label ?? null,
      event,
    };
    for (const listener of this.listeners) listener(dto);
  }

  cancel(id: number): void {
    this.#cancelled.add(id);
  }

  cancelFiles(): void {
    for (const [id, work] of this.#running) if (work.work === "document") this.cancel(id);
  }

  /** Runs a job and reports it, as the core does. */
  run(work: Work, body: (tick: (event: JobEventDto) => Promise<void>) => Promise<void>, stopped?: () => void): number {
    const id = this.nextId();
    this.#running.set(id, work);
    const tick = async (event: JobEventDto) => {
      await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (this.#cancelled.has(id)) throw new Cancelled();
      this.emit(id, work, event);
    };
    void (async () => {
      try {
        await body(tick);
        this.emit(id, work, { type: "done" });
      } catch (thrown) {
        if (thrown instanceof Cancelled) {
          stopped?.();
          this.emit(id, work, { type: "cancelled" });
        } else {
          const error = thrown instanceof BackendError ? { code: thrown.code, message: thrown.message } : { code: "bug", message: String(thrown) };
          this.emit(id, work, { type: "failed", error });
        }
      } finally {
        this.#running.delete(id);
      }
    })();
    return id;
  }

  /** Runs a job whose outcome somebody waits for. */
  outcome<T>(work: Work, body: (tick: (event: JobEventDto) => Promise<void>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stopped = () => reject(new BackendError("cancelled", "stopped; nothing was written"));
      this.run(work, async (tick) => resolve(await body(tick)), stopped);
    });
  }
}

export function listen<T>(listeners: Set<T>, listener: T): Unlisten {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
