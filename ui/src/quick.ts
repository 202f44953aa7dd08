// The quick prompt's window.
import { mount } from "svelte";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import { chooseBackend } from "$lib/backend/choose";
import { Quick } from "$lib/state/quick.svelte";
import QuickWindow from "$lib/views/QuickWindow.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("quick.html has no #app");
const quick = new Quick(await chooseBackend());
mount(QuickWindow, { target, props: { quick } });
void quick.start();
