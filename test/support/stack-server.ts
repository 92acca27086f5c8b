import { listen, type Listening } from '../../lib/host/listen.ts';

/* CloudFormation as one stack needs it: what DescribeStacks answers. */

/** What a stack says of itself. */
export type Outputs = Readonly<Record<string, string>>;

const member = ([key, value]: readonly [string, string]): string =>
  `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`;

const answerOf = (name: string, outputs: Outputs): string =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
<StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime>
<Outputs>${Object.entries(outputs).map(member).join('')}</Outputs>
</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

const noStack = (name: string): string =>
  `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`;

/** Serves the outputs of stacks by their names. */
export const serveStacks = (stacks: Readonly<Record<string, Outputs>>): Promise<Listening> =>
  listen(0, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const name = form.get('StackName') ?? '';
      const outputs = stacks[name];
      response.writeHead(outputs === undefined ? 400 : 200, { 'content-type': 'text/xml' });
      response.end(outputs === undefined ? noStack(name) : answerOf(name, outputs));
    });
  });
