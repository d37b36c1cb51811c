using System.CommandLine;

return await new RootCommand("Looks after the database and the objects of Unified.Media.").Parse(args).InvokeAsync();
