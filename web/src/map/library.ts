import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { prewarm, setWorkerUrl } from 'maplibre-gl';

// The one place that loads the map library: it is fetched beside what the tables need.
setWorkerUrl(workerUrl);
// Its workers start now, not when the first map is made.
prewarm();

export { AttributionControl, Map, NavigationControl, ScaleControl } from 'maplibre-gl';
