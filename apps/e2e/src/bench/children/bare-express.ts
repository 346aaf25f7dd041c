import { createServer } from 'node:http';
import { createDb } from '@parley/db';
import express from 'express';
import { listenAndTell } from './listen.ts';

/** One handler, one query, no checks: what reading a row costs at the least with the same libraries. */
const db = createDb({ url: process.env['DATABASE_URL'] ?? '', poolSize: 20 });
const app = express();
app.get('/conversations/:id', async (req, res) => {
  res.json(await db.conversation.findFirst({ where: { id: req.params.id } }));
});

listenAndTell(createServer(app));
