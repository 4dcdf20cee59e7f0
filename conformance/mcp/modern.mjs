// A server on the protocol's own SDK, which speaks the revision without sessions and no other.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';

const text = (words) => ({ content: [{ type: 'text', text: words }] });

const handler = createMcpHandler(
  () => {
    const server = new McpServer({ name: 'modern', version: '1.0.0' }, { capabilities: { tools: {} } });
    server.registerTool(
      'greet',
      { description: 'Greets somebody.', inputSchema: z.object({ name: z.string() }) },
      async ({ name }) => text(`Hello, ${name}!`),
    );
    server.registerTool(
      'wait',
      { description: 'Waits for a minute.', inputSchema: z.object({}) },
      async (_, context) => {
        const signal = context.mcpReq.signal;
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, 60_000);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            console.log('stopped waiting');
            resolve();
          });
        });
        return text('waited');
      },
    );
    return server;
  },
  { legacy: 'reject' },
);

createServer(toNodeHandler(handler)).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
