// Turns that call tools of MCP servers. See ./run, which starts this.
import { createServer, request as send } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  check, ENDS, equal, eventsUntil, freePort, json, lastText, of, perdure, post, run, start, tell, turn, types, until,
} from '../models.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Passes everything on, and remembers what was said and how often the asker left before the end. */
async function proxy(target) {
  const port = await freePort();
  const seen = { said: [], versions: new Set(), left: 0, url: `http://127.0.0.1:${port}/mcp` };
  createServer((asked, answer) => {
    const parts = [];
    asked.on('data', (part) => parts.push(part));
    asked.on('end', () => {
      const body = Buffer.concat(parts);
      const method = body.length ? JSON.parse(body).method : asked.method;
      seen.said.push(method);
      if (asked.headers['mcp-protocol-version']) seen.versions.add(asked.headers['mcp-protocol-version']);
      const onward = send(
        { host: '127.0.0.1', port: target, path: asked.url, method: asked.method, headers: asked.headers },
        (reply) => {
          answer.writeHead(reply.statusCode, reply.headers);
          answer.flushHeaders();
          reply.on('error', () => answer.destroy());
          reply.pipe(answer);
        },
      );
      onward.on('error', () => answer.destroy());
      answer.on('close', () => {
        if (!answer.writableFinished) {
          seen.left++;
          onward.destroy();
        }
      });
      onward.end(body);
    });
  }).listen(port, '127.0.0.1').unref();
  return seen;
}

async function listening(port) {
  await until('a server did not listen', async () => {
    try {
      await fetch(`http://127.0.0.1:${port}/mcp`);
      return { holds: true };
    } catch {
      return { holds: false };
    }
  });
}

/** Keeps a server, asks it for its tools, and answers how it is kept then. */
async function kept(base, name, url) {
  const { id } = await json(`${base}/v1/mcp-servers`, { name, url });
  const { server, faults } = await json(`${base}/v1/mcp-servers/${id}/sync`, {});
  equal(`every tool of ${name} can be offered`, faults, []);
  check(`all of them are approved by asking for them`, server.tools.every((tool) => tool.state === 'approved'),
    server.tools.map((tool) => [tool.name, tool.state]));
  return server;
}

/** An agent whose model calls these tools, one with each answer. */
async function caller(base, name, server, calls) {
  const { id } = await json(`${base}/v1/agents`, {
    name,
    system_prompt: '',
    capabilities: [server.capability],
    model_settings: {
      simulated: {
        script: [...calls.map((call) => ({ tool_calls: [call] })), { text: 'That is all.' }],
      },
    },
  });
  return id;
}

async function called(base, name, server, call, expected) {
  const agent = await caller(base, `${name}-caller`, server, [call]);
  const events = await turn(base, agent, 'Go ahead.');
  equal(`a turn that calls a tool of ${name} completes`, types(events).at(-1), 'turn.completed');
  check('what the server said is the result',
    of(events, 'tool.completed').some((event) => JSON.stringify(event.data.result).includes(expected)),
    of(events, 'tool.completed'));
  equal('and the model goes on with it', lastText(events), 'That is all.');
  tell(`a turn with a tool of ${name}`, events);
}

async function cancelled(base, name, server, call, seen) {
  const agent = await caller(base, `${name}-canceller`, server, [call]);
  const { id } = await json(`${base}/v1/sessions`, { agent_id: agent });
  const before = { calls: count(seen, 'tools/call'), left: seen.left };
  await post(base, id, 'Go ahead.');
  await eventsUntil(base, id, ['tool.started']);
  await until('the call did not arrive', async () => ({ holds: count(seen, 'tools/call') > before.calls }));
  await json(`${base}/v1/sessions/${id}/cancel`, {});
  const events = await eventsUntil(base, id, ENDS);
  equal(`a turn with a call of ${name} under way can be cancelled`, types(events).at(-1), 'turn.cancelled');
  await until('the connection of the call was not closed', async () => ({ holds: seen.left > before.left }));
  check('its connection is closed', true);
  equal('and it was sent once', count(seen, 'tools/call'), before.calls + 1);
  tell(`a turn that was cancelled while ${name} worked`, events);
}

const count = (seen, method) => seen.said.filter((said) => said === method).length;

await run(async (data) => {
  const [everythingPort, modernPort] = [await freePort(), await freePort()];
  start(process.execPath,
    [join(here, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js'), 'streamableHttp'],
    { PORT: String(everythingPort) });
  const modern = start(process.execPath, [join(here, 'modern.mjs')], { PORT: String(modernPort) });
  await listening(everythingPort);
  await listening(modernPort);
  const [older, newer] = [await proxy(everythingPort), await proxy(modernPort)];
  const { base } = await perdure(data, [], { PERDURE_EGRESS_PRIVATE_ALLOW: '127.0.0.1' });

  const everything = await kept(base, 'everything', older.url);
  check('the public test server lists its tools',
    ['echo', 'get-sum', 'trigger-long-running-operation'].every((name) =>
      everything.tools.some((tool) => tool.name === name)),
    everything.tools.map((tool) => tool.name));
  console.log(`      ${everything.tools.length} tools: ${everything.tools.map((tool) => tool.offered_as).join(', ')}`);
  await called(base, 'everything', everything, { name: 'everything__echo', arguments: { message: 'hello' } }, 'Echo: hello');
  await cancelled(base, 'everything', everything,
    { name: 'everything__trigger-long-running-operation', arguments: { duration: 60, steps: 60 } }, older);
  await until('the server was not told of the cancel', async () =>
    ({ holds: count(older, 'notifications/cancelled') === 1, said: older.said }));
  check('the server is told that nobody waits any more', true);
  check('it is spoken to in its revision', older.versions.has('2025-11-25') && count(older, 'initialize') > 0,
    [[...older.versions], older.said]);

  const sdk = await kept(base, 'modern', newer.url);
  equal('a server without sessions lists its tools', sdk.tools.map((tool) => tool.offered_as).sort(),
    ['modern__greet', 'modern__wait']);
  await called(base, 'modern', sdk, { name: 'modern__greet', arguments: { name: 'Ada' } }, 'Hello, Ada!');
  await cancelled(base, 'modern', sdk, { name: 'modern__wait', arguments: {} }, newer);
  await until('the server went on working', async () => ({ holds: modern.said.includes('stopped waiting'), said: modern.said }));
  check('the server stops working', true);
  equal('it is spoken to in its revision alone', [...newer.versions], ['2026-07-28']);
  equal('without a handshake', count(newer, 'initialize') + count(newer, 'notifications/cancelled'), 0);
});
