using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary><c>schema repair</c></summary>
internal sealed class SchemaRepairCommand
{
    private readonly Option<int?> _step = new("--step") { Description = "Only the step of this number", HelpName = "number" };

    private readonly Option<string?> _module = ModuleOption.ForOne();

    private readonly Option<bool> _accept = new("--accept-edited")
    {
        Description = "Let steps that were edited, or ran for other names, count as run with their present text. Make the database "
            + "equal before",
    };

    private SchemaRepairCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var repair = new SchemaRepairCommand();
        return binding.Bind(
            new ToolCommand(
                "repair", "Forgets that steps failed or were left unfinished; seldom needed, 'schema up' tries them again by itself")
            {
                Options = { repair._step, repair._module, repair._accept },
                Examples =
                [
                    ("schema repair", "Forgets failed and unfinished steps. Nothing is run."),
                    ("schema repair --accept-edited --step 20", "Lets step 0020 count as run with its present text."),
                ],
            },
            repair.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (step, module) = (invocation.Get(_step), invocation.Get(_module));
        var schema = invocation.OpenSchema(_ => { }, module is null ? [] : [module]);
        if (!invocation.Get(_accept))
        {
            return new SchemaChangeReport("forgotten", await schema.ClearFailedAsync(step, module, cancellationToken));
        }

        await invocation.ConfirmAsync("Let edited steps count as run, without running them?", cancellationToken);
        return new SchemaChangeReport("accepted", await schema.AcceptEditedAsync(step, module, cancellationToken));
    }
}
