export const words = {
  title: 'Video',
  ready: 'Ready: people in a room can see and hear each other.',
  preparing: 'It is being prepared. The stage of the rooms will open by itself.',
  fetching: 'The program that carries it is being downloaded. The stage of the rooms will open by itself.',
  building:
    'The program that carries it is being built. It takes some minutes and slows nothing down; the stage of the rooms will open by itself.',
  progress: 'Done: {{percent}}%',
  lack: {
    off: 'It is turned off in the settings of the installation. This turns it on:',
    setting:
      'The program that the settings name does not run on this machine. Choose another, or leave the setting empty:',
    'no-tools':
      'The program that carries it is missing, and nothing here can bring it. Put one in place and say in the settings where it is:',
    'not-here':
      'The program that carries it is missing: it could neither be downloaded nor built. In the folder of Tertulia, run:',
  },
  line: 'What helps',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'It could not be copied. Select the text and copy it by hand.',
  program: 'Program',
  mediasoup: 'mediasoup {{version}}',
  addresses: 'Addresses',
  reach: 'Reached from',
  reaches: {
    machine: 'this machine only',
    network:
      'the network of this machine only. If somebody comes from outside, put the public address into the setting STAGE_ADDRESS',
    internet: 'anywhere',
  },
  ports: 'Ports',
  onePort: '{{first}}, by UDP and TCP',
  somePorts: '{{first}} to {{last}}, by UDP and TCP',
  anyPort: 'whatever is free. Behind a firewall, fix the first one in the setting STAGE_PORT',
  relays: 'Relays',
  noRelays: 'none',
  refused: '{{url}} (not used: it is in a private network)',
  capacity: 'Room for, at once',
  both: '{{rooms}} rooms of {{people}} or one of {{most}}, each person with {{tiles}} tiles',
  bothOne: 'one room of {{people}} or one of {{most}}, each person with {{tiles}} tiles',
  largestOnly: 'one room of {{most}}, each person with {{tiles}} tiles',
  takes:
    'That takes about {{mbits}} Mbit/s going out. Measured on this machine: {{packets}} packets a second and core.',
  unmeasured: 'not measured yet; it measures itself a minute after the start',
  test: 'Test the addresses',
  testing: 'The server calls itself by each address that it announces.',
  results: 'Result of the test',
  answered: '{{where}} by {{protocol}}: answered in {{ms}} ms',
  silent: '{{where}} by {{protocol}}: no answer',
  nothing: 'No video program is running now that could be tested.',
  fromInside:
    'Some routers do not let a call from inside reach the outside address: before you change anything, try from another network too.',
} as const;
