import type { Dashboard } from './dashboard.ts';

/** KOMOJU's dashboard, by the addresses that its own plugins for shops link to (seen 2026). */
export const komoju: Dashboard = {
  name: 'KOMOJU',
  paymentUrl: (id) => `https://komoju.com/admin/payments/${encodeURIComponent(id)}`,
};
