using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Metering.ReadImports;

namespace UtilityBilling.Cli.Commands;

internal sealed class ReadsImportCommand : ICliCommand
{
    public string Name => "reads import";
    public string Usage => "--tenant SLUG [--as USER] [--layout NAME] [--dry-run] FILE";
    public string Summary => "Imports a read file as the upload page does; with --dry-run only looks.";
    public IReadOnlyList<string> Options => ["layout"];
    public IReadOnlyList<string> Flags => ["dry-run"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var path = context.Arguments.NeedValue(0, "The file");
        if (!File.Exists(path))
            throw new CliUsageException($"There is no file {path}.");
        var town = await context.TownAsync(cancellationToken);
        var layout = context.Arguments.Find("layout");
        await using var content = File.OpenRead(path);
        var file = context.Arguments.Has("dry-run")
            ? await PreviewAndDiscardAsync(context, town, content, path, layout, cancellationToken)
            : await context.InScopeAsync(town, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(content, Path.GetFileName(path), layout, cancellationToken: cancellationToken), cancellationToken);
        context.Write(file,
        [
            $"{file.FileName}: {file.LayoutTitle}, {file.State}",
            $"{file.Lines} lines: {file.Accepted} accepted, {file.Exceptions} doubtful, {file.Rejected} rejected, {file.Unknown} unknown, {file.Duplicates} duplicate; {file.Missing} meters missing",
            .. file.Problems.Select(p => p.Line > 0 ? $"line {p.Line}: {p.Text}" : p.Text),
        ]);
        return file.Rejected + file.Unknown > 0 ? ExitCode.Found : ExitCode.Done;
    }

    private static Task<ReadFileDto> PreviewAndDiscardAsync(CliContext context, MultiTenancy.TenantInfo town, Stream content, string path, string? layout, CancellationToken cancellationToken) =>
        context.WriteAsync(town, async s =>
        {
            var imports = s.GetRequiredService<IReadImportAppService>();
            var preview = await imports.PreviewAsync(content, Path.GetFileName(path), layout, cancellationToken: cancellationToken);
            await imports.DiscardAsync(preview.Id, cancellationToken);
            return preview;
        }, cancellationToken);
}
