// What the runs against servers of models share: checks that are counted, processes, and turns over the API.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 120_000;
const started = [];
let passed = 0;
let failed = 0;

export function check(sentence, holds, seen) {
  if (holds) {
    passed++;
    console.log(`ok    ${sentence}`);
  } else {
    failed++;
    console.log(`FAIL  ${sentence}\n      saw ${JSON.stringify(seen)?.slice(0, 2000)}`);
  }
}

export function equal(sentence, actual, expected) {
  check(sentence, JSON.stringify(actual) === JSON.stringify(expected), { actual, expected });
}

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A process of this run, which ends with it; `said` is what it has printed. */
export function start(command, words, environment) {
  const child = spawn(command, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.said = '';
  const hear = (bytes) => (child.said += bytes);
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.ended = new Promise((resolve) => child.on('exit', resolve));
  child.on('error', (trouble) => {
    child.said += trouble;
    child.isOver = true;
  });
  child.on('exit', () => (child.isOver = true));
  started.push(child);
  return child;
}

/** Asks until it answers yes; says what was seen last when the time is up. */
export async function until(sentence, ask, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (let seen; ; ) {
    seen = await ask();
    if (seen.holds) return seen;
    if (Date.now() > end) throw new Error(`${sentence}: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function untilHealthy(name, child, url) {
  const answers = async () => {
    if (child.isOver) throw new Error(`${name} did not start:\n${child.said}`);
    try {
      return { holds: (await fetch(url)).ok };
    } catch {
      return { holds: false }; // It does not listen yet.
    }
  };
  return until(`${name} was not healthy in time`, answers, 10 * 60_000); // The first start of Perdure may build it.
}

/** Starts the built Perdure on a free port, with these providers; answers its process and its address. */
export async function perdure(data, providers, environment = {}) {
  const [port, agentProtocolPort] = [await freePort(), await freePort()];
  const configuration = join(data, 'perdure.yml');
  writeFileSync(configuration, JSON.stringify({ models: { providers } }));
  const child = start(join(dirname(fileURLToPath(import.meta.url)), '../perdure'), [], {
    PERDURE_PORT: String(port),
    PERDURE_AGENT_PROTOCOL_PORT: String(agentProtocolPort),
    PERDURE_DATA_DIR: join(data, 'perdure'),
    PERDURE_DATABASE_URL: '',
    PERDURE_MODEL: '',
    PERDURE_CONFIG: configuration,
    ...environment,
  });
  const base = `http://127.0.0.1:${port}`;
  await untilHealthy('Perdure', child, `${base}/health`);
  return { child, base };
}

export async function json(url, body) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Reads a session's stream, from behind an event where one is given, until one of the types has come. */
export async function eventsUntil(base, session, types, behind = '') {
  const events = [];
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    let since = behind;
    for (;;) {
      const url = `${base}/v1/sessions/${session}/sse${since && `?since_id=${since}`}`;
      const response = await fetch(url, { signal: abort.signal });
      let text = '';
      const decoder = new TextDecoder();
      for await (const bytes of response.body) {
        text += decoder.decode(bytes, { stream: true });
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const frame = text.slice(0, end);
          text = text.slice(end + 2);
          const field = (name) =>
            frame
              .split('\n')
              .filter((line) => line.startsWith(`${name}:`))
              .map((line) => line.slice(name.length + 1).trim())
              .join('\n');
          const id = field('id');
          if (!id) continue;
          since = id;
          const event = JSON.parse(field('data'));
          events.push({ ...event, seenAt: Date.now() });
          if (types.includes(event.type)) return events;
        }
      }
    }
  } catch (trouble) {
    throw new Error(`no ${types} came, only ${events.map((event) => event.type)}`, { cause: trouble });
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

export const ENDS = ['turn.completed', 'turn.failed', 'turn.cancelled'];

export async function turn(base, agent, text, model) {
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  return say(base, id, text, model);
}

/** Says something in a session and reads its events, from behind one, until the turn has ended. */
export async function say(base, session, text, model, behind) {
  await post(base, session, text, model);
  return eventsUntil(base, session, ENDS, behind);
}

export const post = (base, session, text, model) =>
  json(`${base}/v1/sessions/${session}/messages`, {
    message: { content: [{ type: 'text', text }], ...(model && { controls: { model_id: model } }) },
  });

/** Asks for something long, cancels once its first piece has come, and reads the events until the end. */
export async function cancelled(base, agent, text, model) {
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  await post(base, id, text, model);
  await eventsUntil(base, id, ['output.message.delta']);
  await json(`${base}/v1/sessions/${id}/cancel`, {});
  return eventsUntil(base, id, ENDS);
}

export const types = (events) => events.map((event) => event.type);
export const of = (events, type) => events.filter((event) => event.type === type);
export const textOf = (event) => event.data.message.content.map((part) => part.text ?? '').join('');
export const lastText = (events) => textOf(of(events, 'output.message.completed').at(-1));

/** Prints the log of a session in short, for a reader; pieces of text are counted. */
export function tell(title, events) {
  console.log(`      ${title}:`);
  for (let at = 0; at < events.length; at++) {
    const { type, data } = events[at];
    let count = 1;
    while (type.endsWith('.delta') && events[at + 1]?.type === type) at++, count++;
    const words = [count > 1 ? `${count} times` : '', data.metadata?.model ?? data.model ?? '', data.error_code ?? '',
      data.from ? `${data.from} -> ${data.to}` : '', data.tool_name ?? data.tool_call?.name ?? ''];
    console.log(`        ${[type, ...words.filter(Boolean)].join('  ')}`);
  }
}

/** Runs the checks with a directory of their own, ends what they started, and the program with them. */
export async function run(checks) {
  const data = mkdtempSync(join(tmpdir(), 'perdure-models-'));
  try {
    await checks(data);
  } catch (trouble) {
    failed++;
    console.log(`FAIL  ${trouble.stack}${trouble.cause ? `\n${trouble.cause}` : ''}`);
  } finally {
    for (const child of started) child.kill('SIGTERM');
    await Promise.all(started.filter((child) => child.pid).map((child) => child.ended));
    rmSync(data, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
