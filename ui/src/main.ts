// The main window.
import { mount } from "svelte";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/overlays.css";
import { chooseBackend } from "$lib/backend/choose";
import { App } from "$lib/state/app.svelte";
import Main from "$lib/views/Main.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
const app = new App(await chooseBackend());
mount(Main, { target, props: { app } });
void app.start();
