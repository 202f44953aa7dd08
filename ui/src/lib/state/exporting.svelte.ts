// A masked copy of the open document: what the person chose, how far it is, and what came of it.
import { asError, type ErrorDto, type ExportedDto, type FormDto } from "$lib/backend/backend";
import { t } from "$lib/messages";
import type { App } from "./app.svelte";
import type { Job } from "./jobs.svelte";

export class Exporting {
  form = $state<FormDto>("text");
  searchable = $state(true);
  keepDrawings = $state(false);
  busy = $state(false);
  error = $state.raw<ErrorDto | null>(null);
  exported = $state.raw<ExportedDto | null>(null);

  constructor(
    private readonly app: App,
    private readonly document: string,
    /** Whether its pages can be drawn. */
    readonly printed: boolean,
  ) {
    this.form = printed ? "pdf" : "docx";
  }

  /** The work, once the file has a name. */
  get job(): Job | undefined {
    return this.app.jobs.all.find((job) => job.work === "export" && job.document === this.document && job.state === "working");
  }

  async run(otherLanguages: boolean): Promise<void> {
    this.busy = true;
    this.error = this.exported = null;
    const { form, searchable, keepDrawings } = this;
    try {
      // Nothing comes back when no file was named.
      this.exported = await this.app.backend.exportDocument(this.document, { form, searchable, keepDrawings, otherLanguages });
    } catch (thrown) {
      const error = asError(thrown, t.app.unknownError);
      if (error.code !== "cancelled") this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async stop(): Promise<void> {
    if (this.job) await this.app.cancel(this.job.id);
  }
}
