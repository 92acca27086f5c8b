import type { Mutant } from './mutant.ts';
import { ofAnswers } from './table/answers.ts';
import { ofCardGuards } from './table/card-guards.ts';
import { ofCardCharacters } from './table/card-characters.ts';
import { ofCardMasks } from './table/card-masks.ts';
import { ofCardNumbers } from './table/card-numbers.ts';
import { ofConclusions } from './table/conclusions.ts';
import { ofContracts } from './table/contracts.ts';
import { ofDeliveriesNetwork } from './table/deliveries-network.ts';
import { ofDeliveries } from './table/deliveries.ts';
import { ofLedger } from './table/ledger.ts';
import { ofLists } from './table/lists.ts';
import { ofLookups } from './table/lookups.ts';
import { ofReconciliation } from './table/reconciliation.ts';
import { ofRestore } from './table/restore.ts';
import { ofSending } from './table/sending.ts';
import { ofSessions } from './table/sessions.ts';

/** All of them. */
export const mutants: readonly Mutant[] = [
  ...ofLists,
  ...ofLookups,
  ...ofConclusions,
  ...ofContracts,
  ...ofRestore,
  ...ofLedger,
  ...ofSending,
  ...ofSessions,
  ...ofAnswers,
  ...ofReconciliation,
  ...ofCardCharacters,
  ...ofCardNumbers,
  ...ofCardMasks,
  ...ofCardGuards,
  ...ofDeliveries,
  ...ofDeliveriesNetwork,
];
