// The catalogue in use. One language for now; a second one is another value of the type Messages.
import { en, type Messages } from "./en";

export const t: Messages = en;
