import { writeFileSync } from 'node:fs';
import { drawDashboard, picturePath } from './draw.ts';

// Draws the dashboard anew, in the project's folder: npx tsx test/lib/cloud/dashboard/renew.ts
writeFileSync(picturePath, await drawDashboard());
