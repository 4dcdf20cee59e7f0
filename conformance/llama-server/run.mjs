// Whole turns against llama.cpp's own server, on each wire it speaks. See ./run, which starts this.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  cancelled, check, equal, freePort, json, lastText, of, perdure, run, say, start, tell, turn, types, until, untilHealthy,
} from '../models.mjs';
import { writeModel } from './model.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const CONTEXT = 8192;
const KEY = 'sk-conformance-0123456789';

const WIRES = [
  { name: 'chat', type: 'openai_compatible', base: '/v1' },
  { name: 'responses', type: 'openai', base: '/v1' },
  { name: 'messages', type: 'anthropic', base: '' },
];
const modelOf = ({ name }) => `${name}/bigram`;

const processing = async (server) =>
  (await (await fetch(`${server}/slots`, { headers: { authorization: `Bearer ${KEY}` } })).json())
    .filter((slot) => slot.is_processing).length;

async function aWire(base, agent, wire, server) {
  const model = modelOf(wire);
  const on = `on the wire ${wire.name}, `;
  const events = await turn(base, agent, 'Please call.', model);
  equal(`${on}a turn with a tool calls the model twice`,
    of(events, 'llm.generation').map((event) => event.data.metadata?.model), [model, model]);
  equal(`${on}the engine runs the call that the server's grammar wrote`,
    of(events, 'tool.completed').map((event) => JSON.stringify(event.data.result).includes('4')), [true]);
  equal(`${on}the answer is the server's`, lastText(events), 'The tool has answered.');
  equal(`${on}its pieces add up to it`,
    of(events, 'output.message.delta').map((event) => event.data.delta).join(''), lastText(events));
  const usage = of(events, 'turn.completed')[0]?.data.usage;
  const read = usage?.input_tokens + (usage?.cache_read_tokens ?? 0);
  check(`${on}the tokens of both calls are counted, with those the server remembered`,
    read > 1000 && usage?.output_tokens > 40, usage);
  await aCancel(base, agent, wire, server);
}

async function aCancel(base, agent, wire, server) {
  const on = `on the wire ${wire.name}, `;
  const events = await cancelled(base, agent, 'Tell me a story.', modelOf(wire));
  equal(`${on}a cancel ends the turn`, types(events).at(-1), 'turn.cancelled');
  const began = Date.now();
  await until(`${on}the server goes on for nobody`, async () => ({ holds: (await processing(server)) === 0 }), 10_000);
  check(`${on}and the server stops at its work`, true);
  console.log(`      it was idle ${Date.now() - began} ms after the end of the turn was seen`);
}

/** What an agent asks for that a server of this kind judges by itself. */
async function aConversationThatIsTooLong(base, agent) {
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  let told = [];
  const reduced = [];
  for (let message = 0; message < 6; message++) {
    told = await say(base, id, 'Well, well. '.repeat(200), modelOf(WIRES[0]), told.at(-1)?.id);
    equal(`message ${message + 1} of a conversation that outgrows the server's context is answered`,
      [types(told).at(-1), lastText(told)], ['turn.completed', 'I know a word or two!']);
    reduced.push(...told.filter((event) => event.type.startsWith('context.')).map((event) => event.type));
  }
  check('once it was shown less of it', reduced.length > 0, reduced);
  console.log(`      ${reduced}`);
}

async function aWrongKey(base, clerk) {
  const { id: agent } = await json(`${base}/v1/agents`, { ...clerk, name: 'stranger' });
  const events = await turn(base, agent, 'Please call.', 'stranger/bigram');
  equal('a key that the server does not know fails the turn at once',
    [types(events).at(-1), events.at(-1).data.error_code], ['turn.failed', 'model_refused']);
}

async function aSessionOnEveryWire(base, agent) {
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  let told = [];
  const events = [];
  for (const wire of [...WIRES, WIRES[0]]) {
    told = await say(base, id, 'Please call.', modelOf(wire), told.at(-1)?.id);
    events.push(...told);
  }
  equal('one session with calls in it is answered on every wire in turn',
    of(events, 'turn.completed').length, WIRES.length + 1);
  tell('a session that changed its provider with every message', events);
}

await run(async (data) => {
  const model = join(data, 'bigram.gguf');
  writeModel(model);
  const port = await freePort();
  const server = `http://127.0.0.1:${port}`;
  const llama = start(process.env.LLAMA_SERVER, [
    '--host', '127.0.0.1', '--port', String(port), '--model', model, '--alias', 'bigram', '--api-key', KEY,
    '--jinja', '--chat-template-file', join(here, 'template.jinja'), '--temp', '0', '--threads', '1',
    '--ctx-size', String(2 * CONTEXT), '--parallel', '2',
  ], {});
  await untilHealthy('llama-server', llama, `${server}/health`);
  const provider = ({ name, type, base: path }) =>
    ({ name, type, base_url: server + path, key_env: 'CONFORMANCE_KEY', ...(type === 'anthropic' && { api_version: '2023-06-01' }) });
  const providers = WIRES.map(provider);
  providers.push({ ...provider(WIRES[0]), name: 'stranger', key_env: 'CONFORMANCE_WRONG_KEY' });
  const { child, base } = await perdure(data, providers, { CONFORMANCE_KEY: KEY, CONFORMANCE_WRONG_KEY: 'sk-wrong' });
  const clerk = { name: 'clerk', system_prompt: 'You calculate.', capabilities: [{ ref: 'test_math' }] };
  const { id: agent } = await json(`${base}/v1/agents`, clerk);
  for (const wire of WIRES) await aWire(base, agent, wire, server);
  await aSessionOnEveryWire(base, agent);
  await aConversationThatIsTooLong(base, agent);
  await aWrongKey(base, clerk);
  check('nothing Perdure printed shows the key', !child.said.includes(KEY), child.said);
});
