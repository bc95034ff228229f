using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>Architecture test 12: the repository stays one that a newcomer can read. Each rule here was once broken in silence somewhere.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 400;

    private static readonly string[] Code = [".cs", ".cshtml", ".sql", ".js", ".mjs", ".css", ".sh"];
    private static readonly string[] Everything = [.. Code, ".csproj", ".props", ".targets", ".json", ".md", ".yml", ".xml", ".config"];

    /// <summary>Written in two halves so that this file does not find itself.</summary>
    private static readonly string[] OpenWork = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "Not" + "ImplementedException", "XX" + "X:"];

    private static readonly string[] Forbidden =
    [
        "registry." + "npmjs", "api." + "nuget.org", "www." + "nuget.org/api", "regis" + "try.yarnpkg", "\"resol" + "ved\": \"http",
        "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "C:" + "\\Users",
    ];

    /// <summary>An open question in the code is seen by nobody who could answer it.</summary>
    [Fact]
    public void No_work_is_left_open_in_the_code() => Lines(Code).Where(l => OpenWork.Any(o => l.Text.Contains(o, StringComparison.Ordinal))).Select(l => l.ToString()).ShouldBeEmpty();

    /// <summary>A file that fits no head is changed by guessing.</summary>
    [Fact]
    public void No_file_is_longer_than_a_chapter() =>
        Files(".cs", ".cshtml").Select(f => (File: Source.Relative(f), Count: File.ReadLines(f).Count())).Where(f => f.Count > LongestFile).Select(f => $"{f.File}: {f.Count} lines").ShouldBeEmpty();

    /// <summary>A registry's host or a path of one machine works here and nowhere else.</summary>
    [Fact]
    public void No_file_names_a_registry_or_a_folder_of_somebodys_machine() =>
        Lines(Everything).Where(l => Forbidden.Any(f => l.Text.Contains(f, StringComparison.OrdinalIgnoreCase))).Select(l => l.ToString()).ShouldBeEmpty();

    /// <summary>Tests that are switched off say nothing, and nobody asks them again.</summary>
    [Fact]
    public void No_test_is_switched_off() =>
        Source.Files("test", ".cs").SelectMany(f => File.ReadLines(f).Select((t, n) => new Line(Source.Relative(f), n + 1, t)))
            .Where(l => l.Text.Contains("[Fact(Sk" + "ip", StringComparison.Ordinal) || l.Text.Contains("[Theory(Sk" + "ip", StringComparison.Ordinal)).Select(l => l.ToString()).ShouldBeEmpty();

    /// <summary>Silent failure: a module without its class, its rights or its page of words is wired, but nobody can tell what it promises.</summary>
    [Fact]
    public void Modules_have_the_fixed_files()
    {
        foreach (var module in Source.Modules)
        {
            var name = Source.Projects.Single(p => p.Module == module && !p.IsContracts).Name["UtilityBilling.".Length..];
            File.Exists(Path.Combine(Source.Root, "modules", module, $"UtilityBilling.{name}", $"{name}Module.cs")).ShouldBeTrue(module);
            File.Exists(Path.Combine(Source.Root, "modules", module, $"UtilityBilling.{name}.Contracts", $"{name}Permissions.cs")).ShouldBeTrue(module);
            File.Exists(Path.Combine(Source.Root, "modules", module, "README.md")).ShouldBeTrue($"{module} has no README.md");
        }
    }

    /// <summary>
    /// Silent failure: a module's second menu, seed or list of refusals under a name of its own is found by nobody who looks where every module has it, and the next
    /// person writes a third. A module without such a thing has no such file.
    /// </summary>
    [Fact]
    public void What_every_module_may_have_stands_under_its_fixed_name()
    {
        string[] kinds = ["MenuContributor", "DataSeedContributor", "ErrorCodes", "Permissions", "Module"];
        foreach (var module in Source.Modules)
        {
            var name = Source.Projects.Single(p => p.Module == module && !p.IsContracts).Name["UtilityBilling.".Length..];
            var strangers = Source.Files($"modules/{module}", ".cs")
                .SelectMany(f => File.ReadLines(f).Select(l => Declared().Match(l)).Where(m => m.Success).Select(m => (File: Source.Relative(f), Type: m.Groups[1].Value)))
                .Where(d => kinds.Any(k => d.Type.EndsWith(k, StringComparison.Ordinal) && (d.Type != name + k || Path.GetFileNameWithoutExtension(d.File) != d.Type)));
            strangers.ShouldBeEmpty(module);
            Source.Files($"modules/{module}", $"{name}MenuContributor.cs").Count().ShouldBe(1, module);
        }
    }

    [GeneratedRegex(@"^(?:public|internal)(?: \w+)* class (\w+)")]
    private static partial Regex Declared();

    private static IEnumerable<string> Files(params string[] endings) => new[] { "src", "modules", "test", "etc", "docs" }.Where(d => Directory.Exists(Path.Combine(Source.Root, d))).SelectMany(d => Source.Files(d, endings));

    private static IEnumerable<Line> Lines(string[] endings) =>
        Files(endings).Concat(Directory.EnumerateFiles(Source.Root).Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal))))
            .SelectMany(f => File.ReadLines(f).Select((text, n) => new Line(Source.Relative(f), n + 1, text)));

    private sealed record Line(string File, int Number, string Text)
    {
        public override string ToString() => $"{File}:{Number}: {Text.Trim()}";
    }
}
