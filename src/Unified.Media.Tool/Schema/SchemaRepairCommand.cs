using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>The command <c>schema repair</c>.</summary>
internal sealed class SchemaRepairCommand
{
    private readonly Option<int?> _step = new("--step")
    {
        Description = "Only the step with this number",
        CustomParser = ValueParsers.Number(min: 1),
        HelpName = "number",
    };

    private readonly Option<string?> _module = ModuleOption.ForOne();

    private readonly Option<bool> _acceptEdited = new("--accept-edited")
    {
        Description = "Record the current text and names of steps that were edited or applied with different names, without running "
            + "them. Change the database accordingly first",
    };

    private SchemaRepairCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var repair = new SchemaRepairCommand();
        return binder.Bind(
            new ToolCommand(
                "repair", "Clears the records of failed and unfinished steps. Rarely needed: 'schema up' retries these steps")
            {
                Options = { repair._step, repair._module, repair._acceptEdited },
                Examples =
                [
                    ("schema repair", "Clears failed and unfinished steps. Runs no SQL of the steps."),
                    ("schema repair --accept-edited --step 20", "Accepts the current text of step 0020 as applied."),
                ],
            },
            repair.RepairAsync);
    }

    private async Task<IReport> RepairAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (step, module) = (context.GetValue(_step), context.GetValue(_module));
        var schema = context.OpenSchema(module is null ? [] : [module]);
        if (!context.GetValue(_acceptEdited))
        {
            return new SchemaChangeReport("cleared", await schema.ClearFailedAsync(step, module, cancellationToken));
        }

        await context.ConfirmAsync("Accept edited steps as applied, without running them?", cancellationToken);
        return new SchemaChangeReport("accepted", await schema.AcceptEditedAsync(step, module, cancellationToken));
    }
}
