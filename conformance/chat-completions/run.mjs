// Whole turns through the Chat Completions driver. See ./run, which starts this.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const KEY = 'sk-conformance-0123456789';
const PATIENCE_MS = 120_000;
const started = [];
let passed = 0;
let failed = 0;

function check(sentence, holds, seen) {
  if (holds) {
    passed++;
    console.log(`ok    ${sentence}`);
  } else {
    failed++;
    console.log(`FAIL  ${sentence}\n      saw ${JSON.stringify(seen)?.slice(0, 2000)}`);
  }
}

function equal(sentence, actual, expected) {
  check(sentence, JSON.stringify(actual) === JSON.stringify(expected), { actual, expected });
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

function start(name, command, words, environment) {
  const child = spawn(command, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.said = '';
  const hear = (bytes) => (child.said += bytes);
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.ended = new Promise((resolve) => child.on('exit', resolve));
  child.on('exit', () => (child.isOver = true));
  started.push(child);
  return child;
}

async function untilHealthy(name, child, url) {
  const end = Date.now() + 10 * 60_000; // The first start of Perdure may build it.
  while (Date.now() < end) {
    if (child.isOver) throw new Error(`${name} did not start:\n${child.said}`);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} was not healthy in time:\n${child.said}`);
}

async function json(url, body) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Reads a session's stream from its start until one of the types has come. */
async function eventsUntil(base, session, types) {
  const events = [];
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    let since = '';
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

async function turn(base, agent, text) {
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  await json(`${base}/v1/sessions/${id}/messages`, {
    message: { content: [{ type: 'text', text }] },
  });
  return eventsUntil(base, id, ['turn.completed', 'turn.failed', 'turn.cancelled']);
}

const types = (events) => events.map((event) => event.type);
const of = (events, type) => events.filter((event) => event.type === type);
const textOf = (event) => event.data.message.content.map((part) => part.text ?? '').join('');

async function aTurnWithTools(base, agent, mock) {
  const events = await turn(base, agent, 'What are nineteen and twenty-three, and what time is it?');
  const seen = types(events);
  const generations = seen.flatMap((type, at) => (type === 'llm.generation' ? [at] : []));
  equal('a turn with tools calls the model twice', generations.length, 2);
  equal('a key in the environment makes its provider\'s model the one that answers',
    of(events, 'turn.started')[0]?.data.model, 'openai/gpt-5-mini');
  equal('both tools are started between the two calls of the model',
    seen.slice(generations[0], generations[1]).filter((type) => type === 'tool.started').length, 2);
  equal('and completed there',
    seen.slice(generations[0], generations[1]).filter((type) => type === 'tool.completed').length, 2);
  equal('the tools are those the server asked for',
    of(events, 'tool.started').map((event) => event.data.tool_call.name).sort(),
    ['add', 'get_current_time']);
  check('the sum is the engine\'s own',
    of(events, 'tool.completed').some((event) => JSON.stringify(event.data.result).includes('42')),
    of(events, 'tool.completed'));
  const completed = of(events, 'output.message.completed');
  const last = completed.at(-1);
  equal('the answer is the server\'s', textOf(last),
    'Nineteen and twenty-three are 42, and it is later than you think. \u2615');
  const deltas = of(events, 'output.message.delta');
  const lastDeltas = deltas.filter((event) => event.data.message_id === last.data.message.id);
  check('the text was streamed before the message was complete',
    deltas.length > 0 && events.indexOf(deltas.at(-1)) < events.indexOf(last), deltas);
  equal('and its pieces add up to the answer',
    (lastDeltas.length ? lastDeltas : deltas.filter((event) => events.indexOf(event) > events.indexOf(completed[0])))
      .map((event) => event.data.delta).join(''), textOf(last));
  check('the reasoning is shown', of(events, 'reason.thinking.completed').length === 1
    && JSON.stringify(of(events, 'reason.thinking.completed')).includes('The tool says 42.'), seen);
  const usage = of(events, 'turn.completed')[0]?.data.usage;
  equal('usage adds up over both calls', [usage?.input_tokens, usage?.output_tokens], [320, 50]);
  const asked = await requests(mock, 'nineteen');
  equal('one attempt is one request', asked.length, 2);
  check('every request asks for a stream and for its usage',
    asked.every((body) => body.stream === true && body.stream_options?.include_usage === true), asked);
  equal('the second request carries the calls and their results',
    asked[1].messages.slice(-3).map((message) => message.tool_call_id ?? message.tool_calls?.length),
    [2, 'call_sum', 'call_now']);
  equal('the agent\'s settings reach the server', [asked[0].temperature, asked[0].max_tokens], [0.5, 300]);
}

async function aServerThatAsksForPatience(base, agent, mock) {
  const events = await turn(base, agent, 'Please be patient.');
  equal('a turn outlasts a server that asks for patience', types(events).at(-1), 'turn.completed');
  equal('the answer is that of the second attempt',
    textOf(of(events, 'output.message.completed').at(-1)), 'Thank you for waiting.');
  const refusal = of(events, 'reason.completed').find((event) => !event.data.success);
  equal('the refusal is told as what it was', refusal?.data.error_code, 'rate_limited');
  const again = of(events, 'reason.started').at(-1);
  const waited = new Date(again.ts ?? again.created_at) - new Date(refusal.ts ?? refusal.created_at);
  check('the wait was as long as the server asked', waited >= 1_900 && waited < 20_000, waited);
  equal('there were two requests', (await requests(mock, 'be patient')).length, 2);
}

async function aStreamThatBreaksOff(base, agent, mock) {
  const once = await turn(base, agent, 'Please break off once.');
  equal('a stream that broke off is begun anew', types(once).at(-1), 'turn.completed');
  equal('what was begun twice completes once',
    [of(once, 'output.message.started').length, of(once, 'output.message.completed').length], [2, 1]);
  equal('the answer is the whole one',
    textOf(of(once, 'output.message.completed')[0]), 'This answer is whole.');
  equal('the loss is told as what it was',
    of(once, 'reason.completed').find((event) => !event.data.success)?.data.error_code, 'transport');
  const ever = await turn(base, agent, 'Please break off for ever.');
  equal('a stream that always breaks off fails the turn', types(ever).at(-1), 'turn.failed');
  equal('when its attempts are used up', ever.at(-1).data.error_code, 'attempts_exhausted');
  equal('which are five', (await requests(mock, 'break off for ever')).length, 5);
  equal('none of them completed a message', of(ever, 'output.message.completed').length, 0);
}

async function aKeyThatIsRefused(base, agent, mock) {
  const events = await turn(base, agent, 'Please open the door.');
  equal('a refused key fails the turn at once',
    [events.at(-1).type, events.at(-1).data.error_code], ['turn.failed', 'model_refused']);
  equal('after one request', (await requests(mock, 'open the door')).length, 1);
  check('nothing that is told shows the key', !JSON.stringify(events).includes(KEY), events.at(-1));
}

/** What the server was sent in conversations about some words. */
async function requests(mock, words) {
  const journal = await json(`${mock}/__aimock/journal?limit=1000`);
  const entries = Array.isArray(journal) ? journal : (journal.entries ?? journal.requests);
  return entries
    .filter((entry) => entry.path?.includes('chat/completions'))
    .map((entry) => entry.body)
    .filter((body) =>
      JSON.stringify(body.messages.find((message) => message.role === 'user')).includes(words));
}

async function main() {
  const [mockPort, port, agentProtocolPort] = [await freePort(), await freePort(), await freePort()];
  const data = mkdtempSync(join(tmpdir(), 'perdure-chat-'));
  const mock = `http://127.0.0.1:${mockPort}`;
  const base = `http://127.0.0.1:${port}`;
  try {
    const server = start('the server', process.execPath, [
      join(here, 'node_modules/@copilotkit/aimock/dist/cli.js'),
      '-p', String(mockPort), '-f', join(here, 'fixtures.json'), '-l', '10', '-c', '8',
      '--log-level', 'warn', '--strict',
    ], {});
    const perdure = start('Perdure', join(here, '../../perdure'), [], {
      PERDURE_PORT: String(port),
      PERDURE_AGENT_PROTOCOL_PORT: String(agentProtocolPort),
      PERDURE_DATA_DIR: data,
      PERDURE_DATABASE_URL: '',
      PERDURE_MODEL: '',
      PERDURE_CONFIG: '',
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: `${mock}/v1`,
    });
    await untilHealthy('the server', server, `${mock}/health`);
    await untilHealthy('Perdure', perdure, `${base}/health`);
    const { id: agent } = await json(`${base}/v1/agents`, {
      name: 'clerk',
      system_prompt: 'You calculate and tell the time.',
      capabilities: [{ ref: 'test_math' }, { ref: 'current_time' }],
      model_settings: { temperature: 0.5, max_tokens: 300 },
    });
    await aTurnWithTools(base, agent, mock);
    await aServerThatAsksForPatience(base, agent, mock);
    await aStreamThatBreaksOff(base, agent, mock);
    await aKeyThatIsRefused(base, agent, mock);
    check('nothing Perdure printed shows the key', !perdure.said.includes(KEY), perdure.said);
  } finally {
    for (const child of started) child.kill('SIGTERM');
    await Promise.all(started.map((child) => child.ended));
    rmSync(data, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (trouble) {
  failed++;
  console.log(`FAIL  ${trouble.stack}${trouble.cause ? `\n${trouble.cause}` : ''}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
