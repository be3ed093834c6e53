// Generated from src-tauri/shell/commands.rs by tests/ipc.rs.
const commands = [
  'about',
  'watch',
  'desk',
  'unlock',
  'open_sample',
  'people',
  'sign_in',
  'sign_out',
  'sync_now',
  'overview',
  'properties',
  'sessions',
  'session',
  'export_sessions',
  'sites',
  'charge_points',
];
