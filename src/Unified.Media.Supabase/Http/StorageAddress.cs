using System.Text.RegularExpressions;

namespace Unified.Media.Supabase;

/// <summary>The address of Storage, which every path is added to, and the one for large uploads.</summary>
internal sealed partial class StorageAddress
{
    private const string GatewayPath = "/storage/v1";

    public StorageAddress(SupabaseStorageOptions options)
    {
        Base = options.StorageUrl is { } bare ? Trim(bare) : WithGatewayPath(options.Url!);
        var hosted = HostedProject().Match(Base);
        IsHosted = hosted.Success;
        UploadBase = options.UploadUrl is { } upload ? Trim(upload)
            : IsHosted ? $"https://{hosted.Groups[1].Value}.storage.{hosted.Groups[2].Value}{GatewayPath}"
            : Base;
    }

    /// <summary>Without a slash at the end.</summary>
    public string Base { get; }

    /// <summary>For large uploads; without a slash at the end.</summary>
    public string UploadBase { get; }

    /// <summary>True for a project of the hosted platform.</summary>
    public bool IsHosted { get; }

    private static string WithGatewayPath(Uri url)
    {
        var text = Trim(url);
        return text.EndsWith(GatewayPath, StringComparison.Ordinal) ? text : text + GatewayPath;
    }

    private static string Trim(Uri url) => url.AbsoluteUri.TrimEnd('/');

    [GeneratedRegex(@"^https://([a-z0-9]+)\.(supabase\.(?:co|in|red))/storage/v1$", RegexOptions.CultureInvariant)]
    private static partial Regex HostedProject();
}
