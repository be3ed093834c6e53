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
  'sites',
  'charge_points',
];
