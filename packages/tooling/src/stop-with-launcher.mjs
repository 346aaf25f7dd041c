// Loaded before the server by bin/start.mjs. The server is in a process group of its own, so that Ctrl-C reaches it
// once and not twice; this is what ends it when the launcher was killed and could not pass a signal on.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Listening must not keep a finished server alive.
process.channel?.unref();
