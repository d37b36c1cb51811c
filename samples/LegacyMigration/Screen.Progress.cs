using Unified.Media.LegacyMigration;

namespace LegacyMigration;

internal static partial class Screen
{
    /// <summary>A line that says how far a run is, in place on a terminal; nothing elsewhere.</summary>
    public sealed class Progress : IProgress<LegacyProgress>
    {
        private const int Width = 100;

        public void Report(LegacyProgress value)
        {
            if (System.Console.IsOutputRedirected)
            {
                return;
            }

            var text = $"{value.Stage} {value.Job}: {Number(value.Rows)} rows, {Number((long)value.RowsPerSecond)} a second";
            System.Console.Write($"\r{text.PadRight(Width)[..Width]}\r");
        }
    }
}
