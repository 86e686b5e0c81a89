import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import '../style.css';
import { mount } from 'svelte';
import { keepPage } from '../keepPage';
import Field from './Field.svelte';

mount(Field, { target: document.getElementById('page')! });

keepPage('/field');
