import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import { pageOf, valueIn, type Page } from '../protocol/page.ts';
import type { Customer } from '../state.ts';

/** Month and year of a card as the query writes them: `0127` for January 2027. */
function expirationOf({ source: { month, year } }: Customer): string {
  const twoDigits = (number: number): string => String(number % 100).padStart(2, '0');
  return twoDigits(month) + twoDigits(year);
}

/** All customers, or those whose card expires in the month that `expiration` names. */
export function listCustomers(call: Call): Page<Customer> {
  const expiration = valueIn(call.query, 'expiration');
  if (!/^((0[1-9]|1[0-2])\d\d)?$/.test(expiration)) {
    throw rejection('invalid_parameter', 'expiration', 'must be a month and a year, as MMYY');
  }
  const customers = Object.values(call.state.customers).map(({ customer }) => customer);
  return pageOf(
    customers,
    call,
    (customer) => expiration === '' || expirationOf(customer) === expiration,
  );
}
