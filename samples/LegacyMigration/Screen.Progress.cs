using Unified.Media.LegacyMigration;

namespace LegacyMigration;

internal static partial class Screen
{
    /// <summary>Shows the progress of a run in one line on a terminal; nothing if the output is redirected.</summary>
    public sealed class Progress : IProgress<LegacyProgress>
    {
        private const int Width = 100;

        public void Report(LegacyProgress value)
        {
            if (System.Console.IsOutputRedirected)
            {
                return;
            }

            var text = $"{value.Stage} {value.Job}: {Number(value.Rows)} rows, {Number((long)value.RowsPerSecond)} per second";
            System.Console.Write($"\r{text.PadRight(Width)[..Width]}\r");
        }
    }
}
