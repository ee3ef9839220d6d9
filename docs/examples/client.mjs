#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// client.mjs: lists the connections. client.mjs CONNECTION URL: asks URL with the connection's token.
import { createConnection } from "node:net";
import { createInterface } from "node:readline";

const folder = process.env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid()}`;
const socket = createConnection(`${folder}/keystead/agent.sock`);
const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
const failed = new Promise((_, reject) => socket.on("error", reject));

async function call(method, params = {}) {
  socket.write(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }) + "\n");
  const { value, done } = await Promise.race([lines.next(), failed]);
  if (done) throw new Error("the agent went away");
  const { result, error } = JSON.parse(value);
  if (error) throw new Error([error.message, ...Object.values(error.data ?? {})].join(" "));
  return result;
}

try {
  const [connection, url] = process.argv.slice(2);
  if (!url) {
    for (const { name, state } of (await call("connection.list")).connections) console.log(name, state);
  } else {
    const { token } = await call("token", { connection, min_valid: "1m" });
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
    console.log(await answer.text());
  }
} catch (problem) {
  console.error(`client.mjs: ${problem.message}`);
  process.exitCode = 1;
} finally {
  socket.destroy();
}
