using Unified.Media.Tool;

using var signals = new SignalCancellation();
return await ToolProgram.RunAsync(args, ProcessContext.ForCurrentProcess(), signals.Token);
