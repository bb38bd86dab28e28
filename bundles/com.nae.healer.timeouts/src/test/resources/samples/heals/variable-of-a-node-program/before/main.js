const t = Number(process.env.RATE_TIMEOUT_MS);
