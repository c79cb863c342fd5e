import { useCallback, useEffect, useMemo } from 'react';
import type { ChatActions } from './chat-actions.js';
import { TypingVoice } from './typing-voice.js';

/** Tells the room that one writes, and that one stopped when the page is left. */
export function useTyping(actions: ChatActions): (typing: boolean) => void {
  const voice = useMemo(() => new TypingVoice((typing) => actions.typing(typing)), [actions]);
  useEffect(() => () => voice.say(false), [voice]);
  return useCallback((typing: boolean) => voice.say(typing), [voice]);
}
