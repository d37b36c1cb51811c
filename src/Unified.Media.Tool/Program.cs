using Unified.Media.Tool;

using var interruption = new Interruption();
return await ToolProgram.RunAsync(args, Surroundings.OfProcess(), interruption.Token);
