import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { setWorkerUrl } from 'maplibre-gl';

// The one place that loads the map library: it is fetched after the tables are there.
setWorkerUrl(workerUrl);

export { AttributionControl, Map, NavigationControl, ScaleControl } from 'maplibre-gl';
