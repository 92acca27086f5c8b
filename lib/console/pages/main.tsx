import { render } from 'preact';
import { keepKey } from './ask.ts';
import { App } from './app.tsx';

keepKey();

const place = document.querySelector('#console');
if (place !== null) render(<App />, place);
