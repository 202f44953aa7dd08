// The few calls of W3C WebDriver that a test needs. https://www.w3.org/TR/webdriver2/

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** What a person would look for, as XPath or CSS. */
export const by = {
  css: (value) => ({ using: "css selector", value }),
  testId: (id) => by.css(`[data-testid="${id}"]`),
  xpath: (value) => ({ using: "xpath", value }),
};

export class WebDriverError extends Error {
  constructor(error, message) {
    super(`${error}: ${message}`);
    this.error = error;
  }
}

export class Session {
  static async open(url, capabilities) {
    const session = new Session();
    session.url = `${url}/session`;
    const { sessionId } = await session.#call("POST", "", { capabilities: { alwaysMatch: capabilities } });
    session.url = `${url}/session/${sessionId}`;
    return session;
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new WebDriverError(value.error, value.message);
    return value;
  }

  get = (path) => this.#call("GET", path);
  post = (path, body) => this.#call("POST", path, body);

  close = () => this.#call("DELETE", "");
  handles = () => this.get("/window/handles");
  handle = () => this.get("/window");
  switchTo = (handle) => this.post("/window", { handle });
  title = () => this.get("/title");
  address = () => this.get("/url");

  async find(locator) {
    return new Element(this, (await this.post("/element", locator))[ELEMENT]);
  }

  async findAll(locator) {
    return (await this.post("/elements", locator)).map((found) => new Element(this, found[ELEMENT]));
  }

  /** Runs a function in the page; arguments and result travel as JSON, elements as elements. */
  run(script, ...args) {
    const wired = args.map((arg) => (arg instanceof Element ? { [ELEMENT]: arg.id } : arg));
    return this.post("/execute/sync", { script: `return (${script}).apply(null, arguments)`, args: wired });
  }

  /** Keys for whatever has the focus; the names of WebDriver for special keys, e.g. "\uE007" for Enter. */
  async keys(...keys) {
    const actions = [
      ...keys.map((value) => ({ type: "keyDown", value })),
      ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
    ];
    await this.post("/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  source = () => this.get("/source");
}

export class Element {
  constructor(session, id) {
    this.session = session;
    this.id = id;
  }

  #path = (rest) => `/element/${this.id}${rest}`;

  click = () => this.session.post(this.#path("/click"));
  clear = () => this.session.post(this.#path("/clear"));
  type = (text) => this.session.post(this.#path("/value"), { text });
  text = () => this.session.get(this.#path("/text"));
  attribute = (name) => this.session.get(this.#path(`/attribute/${name}`));
  property = (name) => this.session.get(this.#path(`/property/${name}`));
  enabled = () => this.session.get(this.#path("/enabled"));
  shown = () => this.session.run((node) => node.checkVisibility(), this);
  /** Role and name as assistive technology hears them. */
  role = () => this.session.get(this.#path("/computedrole"));
  label = () => this.session.get(this.#path("/computedlabel"));

  async find(locator) {
    return new Element(this.session, (await this.session.post(this.#path("/element"), locator))[ELEMENT]);
  }

  async findAll(locator) {
    return (await this.session.post(this.#path("/elements"), locator)).map((found) => new Element(this.session, found[ELEMENT]));
  }
}

export const KEY = { enter: "\uE007", escape: "\uE00C", control: "\uE009", shift: "\uE008", up: "\uE013", tab: "\uE004" };
