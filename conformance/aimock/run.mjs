// Whole turns through the drivers of all wires. See ./run, which starts this.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  cancelled, check, equal, freePort, json, lastText, of, perdure, run, say, start, tell, textOf, turn, types, untilHealthy,
} from '../models.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const KEY = 'sk-conformance-0123456789';

/** The same server speaks all of them; each is a provider of its own, named after its wire. */
const WIRES = [
  { name: 'chat', type: 'openai_compatible', base: '/v1', model: 'gpt-5-mini' },
  { name: 'responses', type: 'openai', base: '/v1', model: 'gpt-5-mini' },
  { name: 'messages', type: 'anthropic', base: '', model: 'claude-sonnet-4-5' },
  { name: 'gemini', type: 'gemini', base: '/v1beta', model: 'gemini-2.5-pro' },
];

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

/** What the server answers on every wire; one that counts its answers is there once for each. */
function fixturesOfWires() {
  const call = { id: 'call_sum', name: 'add', arguments: '{"a":2,"b":3}' };
  const fixtures = [
    {
      match: { userMessage: 'two and three', hasToolResult: false },
      response: { content: 'Let me add.', toolCalls: [call] },
    },
    {
      match: { userMessage: 'two and three', hasToolResult: true },
      response: { content: 'Two and three are 5. \u2615', reasoning: 'The tool says 5.' },
    },
    { match: { userMessage: 'go on' }, response: { content: 'I went on.' } },
    { match: { userMessage: 'change horses', hasToolResult: false }, response: { toolCalls: [call] } },
    {
      match: { userMessage: 'change horses', hasToolResult: true, model: 'gpt-5-mini', endpoint: 'chat', sequenceIndex: 0 },
      response: { error: { message: 'This model was withdrawn.', type: 'not_found_error' }, status: 404 },
    },
    {
      match: { userMessage: 'change horses', hasToolResult: true },
      response: { content: 'I sit on another horse.' },
    },
    {
      match: { userMessage: 'a long story' },
      response: { content: 'Once upon a time there was a server. '.repeat(200) },
      latency: 100,
      chunkSize: 10,
    },
  ];
  for (const { name } of WIRES) {
    fixtures.push(
      {
        match: { userMessage: `be patient, ${name}`, sequenceIndex: 0 },
        response: {
          error: { message: 'Slow down', type: 'rate_limit_error' },
          status: 429,
          retryAfter: 1,
        },
      },
      {
        match: { userMessage: `be patient, ${name}`, sequenceIndex: 1 },
        response: { content: 'Thank you for waiting.' },
      },
      {
        match: { userMessage: `break off, ${name}`, sequenceIndex: 0 },
        response: { content: 'This answer breaks off before anybody can tell what it was about.' },
        truncateAfterChunks: 3,
      },
      {
        match: { userMessage: `break off, ${name}`, sequenceIndex: 1 },
        response: { content: 'This answer is whole.' },
      },
    );
  }
  return fixtures;
}

const modelOf = ({ name, model }) => `${name}/${model}`;

async function aWire(base, agent, wire) {
  const model = modelOf(wire);
  const on = `on the wire ${wire.name}, `;
  const tools = await turn(base, agent, 'What are two and three?', model);
  equal(`${on}a turn with a tool calls the model twice`,
    of(tools, 'llm.generation').map((event) => event.data.metadata?.model), [model, model]);
  equal(`${on}the tool is run by the engine`,
    of(tools, 'tool.completed').map((event) => JSON.stringify(event.data.result).includes('5')), [true]);
  equal(`${on}the answer is the server's`, lastText(tools), 'Two and three are 5. \u2615');
  check(`${on}the text is streamed`, of(tools, 'output.message.delta').length > 2, types(tools));
  check(`${on}the reasoning is shown`,
    JSON.stringify(of(tools, 'reason.thinking.completed')).includes('The tool says 5.'), types(tools));
  const patient = await turn(base, agent, `Please be patient, ${wire.name}.`, model);
  equal(`${on}a server that asks for patience is waited for`,
    [types(patient).at(-1), of(patient, 'reason.completed').find((event) => !event.data.success)?.data.error_code,
      lastText(patient)],
    ['turn.completed', 'rate_limited', 'Thank you for waiting.']);
  const broken = await turn(base, agent, `Please break off, ${wire.name}.`, model);
  equal(`${on}a stream that broke off is begun anew`,
    [types(broken).at(-1), of(broken, 'reason.completed').find((event) => !event.data.success)?.data.error_code,
      lastText(broken)],
    ['turn.completed', 'transport', 'This answer is whole.']);
  await aCancel(base, agent, wire, model);
}

async function aCancel(base, agent, wire, model) {
  const events = await cancelled(base, agent, `Tell ${wire.name} a long story.`, model);
  equal(`on the wire ${wire.name}, a cancel ends the turn`, types(events).at(-1), 'turn.cancelled');
}

/** One conversation that changes its provider with every message. */
async function aSessionOnEveryWire(base, agent) {
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  let told = await say(base, id, 'What are two and three?', modelOf(WIRES.at(-1)));
  const events = [];
  for (const wire of WIRES) {
    told = await say(base, id, 'Please go on.', modelOf(wire), told.at(-1).id);
    events.push(...told);
  }
  equal('one session is answered on every wire in turn',
    of(events, 'output.message.completed').map(textOf), WIRES.map(() => 'I went on.'));
  equal('by the model that each message asks for',
    of(events, 'llm.generation').map((event) => event.data.metadata?.model),
    WIRES.map(modelOf));
  tell('a session that changed its provider with every message', events);
}

/** A model that is withdrawn while a turn that it began runs tools: another one ends the turn, and no tool runs again. */
async function aFailoverInMidTurn(base, clerk) {
  const [first, ...others] = WIRES.map(modelOf);
  const { id: agent } = await json(`${base}/v1/agents`, {
    ...clerk, name: 'clerk with others', default_model_id: first, fallback_models: others,
  });
  const events = await turn(base, agent, 'Please change horses.');
  equal('a turn goes on with another model in mid-turn', lastText(events), 'I sit on another horse.');
  equal('each call is made of the model that the log names',
    of(events, 'llm.generation').map((event) => event.data.metadata?.model), [first, others[0]]);
  equal('the change is told', of(events, 'reason.failover').length, 1);
  equal('the tool ran once', of(events, 'tool.started').length, 1);
  tell('a turn that changed its model', events);
}

async function journal(mock) {
  const told = await json(`${mock}/__aimock/journal?limit=1000`);
  return Array.isArray(told) ? told : (told.entries ?? told.requests);
}

/** What the server was sent in conversations about some words. */
async function requests(mock, words) {
  return (await journal(mock))
    .filter((entry) => entry.path?.includes('chat/completions'))
    .map((entry) => entry.body)
    .filter((body) =>
      JSON.stringify(body.messages.find((message) => message.role === 'user')).includes(words));
}

await run(async (data) => {
  const mockPort = await freePort();
  const mock = `http://127.0.0.1:${mockPort}`;
  const wireFixtures = join(data, 'fixtures.json');
  writeFileSync(wireFixtures, JSON.stringify({ fixtures: fixturesOfWires() }));
  const server = start(process.execPath, [
    join(here, 'node_modules/@copilotkit/aimock/dist/cli.js'),
    '-p', String(mockPort), '-f', join(here, 'fixtures.json'), '-f', wireFixtures, '-l', '10', '-c', '8',
    '--log-level', 'warn', '--strict',
  ], {});
  await untilHealthy('the server', server, `${mock}/health`);
  const providers = WIRES.map(({ name, type, base: path }) =>
    ({ name, type, base_url: mock + path, key_env: 'OPENAI_API_KEY' }));
  const { child, base } = await perdure(data, providers, { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${mock}/v1` });
  const clerk = {
    name: 'clerk',
    system_prompt: 'You calculate and tell the time.',
    capabilities: [{ ref: 'test_math' }, { ref: 'current_time' }],
    model_settings: { temperature: 0.5, max_tokens: 300 },
  };
  const { id: agent } = await json(`${base}/v1/agents`, clerk);
  await aTurnWithTools(base, agent, mock);
  await aServerThatAsksForPatience(base, agent, mock);
  await aStreamThatBreaksOff(base, agent, mock);
  await aKeyThatIsRefused(base, agent, mock);
  for (const wire of WIRES) await aWire(base, agent, wire);
  await aSessionOnEveryWire(base, agent);
  await aFailoverInMidTurn(base, clerk);
  check('nothing Perdure printed shows the key', !child.said.includes(KEY), child.said);
});
