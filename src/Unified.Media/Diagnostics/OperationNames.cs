namespace Unified.Media;

/// <summary>The names of operations in logs, activities and metrics. Persisted names are in <see cref="FingerprintKind"/>.</summary>
internal static class OperationNames
{
    public const string UploadMedia = "upload_media";
    public const string UploadImage = "upload_image";
    public const string UploadVideo = "upload_video";
    public const string SaveEnhanced = "save_enhanced";
    public const string Delete = "delete";
    public const string List = "list";
    public const string ListPublic = "list_public";
    public const string Get = "get";
    public const string Update = "update";
    public const string Open = "open";
    public const string Links = "links";
    public const string Facets = "facets";
}
