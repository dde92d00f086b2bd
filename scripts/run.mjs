// Builds what changed, then runs a command of the program in this same process, so that signals reach it:
//   node scripts/run.mjs ask "When does Xi arrive?"
import './build.mjs';

if (!process.exitCode) await import('../dist/cli.js');
