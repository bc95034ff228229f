using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Templates;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Templates;

/// <summary>The sandbox of town-written texts: what may stand in them, where a mistake is, and that nothing gets out.</summary>
public sealed class TemplateParserTests
{
    private static readonly Dictionary<string, string?> Ada = new() { ["customer_name"] = "Ada", ["past_due"] = "$84.20", ["has_past_due"] = "yes", ["account_number"] = "10-1", ["shut_off_date"] = null };

    [Theory]
    [InlineData("Dear {{ customer_name }}:", "Dear Ada:")]
    [InlineData("{% if has_past_due %}{{ past_due }} is past due.{% else %}Thank you.{% endif %}", "$84.20 is past due.")]
    [InlineData("{% if shut_off_date %}Before {{ shut_off_date }}{% else %}Today{% endif %}", "Today")]
    [InlineData("{% unless shut_off_date %}No day{% endunless %}", "No day")]
    [InlineData("{% case account_number %}{% when '10-1' %}one{% else %}other{% endcase %}", "one")]
    [InlineData("{% if has_past_due and account_number == '10-1' %}both{% endif %}", "both")]
    [InlineData("{{ customer_name | upcase }} {{ shut_off_date | default: 'soon' }}", "ADA soon")]
    [InlineData("a{% comment %} b {{ customer_name }} {% endcomment %}c", "ac")]
    [InlineData("one\n\n\n\n{% if shut_off_date %}x{% endif %}\n\ntwo", "one\n\ntwo")]
    public void What_a_letter_needs_is_filled_in(string text, string expected) => Fill(text, Ada).ShouldBe(expected);

    /// <summary>Each would reach a file, another template, the program's own objects, or go on without an end.</summary>
    [Theory]
    [InlineData("{% include 'secrets' %}", "Billing:Template.UnknownTag", "include", 1, 4)]
    [InlineData("{% render 'secrets' %}", "Billing:Template.UnknownTag", "render", 1, 4)]
    [InlineData("{% layout '/etc/passwd' %}", "Billing:Template.UnknownTag", "layout", 1, 4)]
    [InlineData("Hello\n{% for i in (1..1000000000) %}{{ i }}{% endfor %}", "Billing:Template.UnknownTag", "for", 2, 4)]
    [InlineData("{% tablerow i in (1..1000000000) %}x{% endtablerow %}", "Billing:Template.UnknownTag", "tablerow", 1, 4)]
    [InlineData("{% assign x = 'a' %}", "Billing:Template.UnknownTag", "assign", 1, 4)]
    [InlineData("{% capture x %}a{% endcapture %}", "Billing:Template.UnknownTag", "capture", 1, 4)]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}", "Billing:Template.UnknownTag", "macro", 1, 4)]
    [InlineData("{% liquid echo customer_name %}", "Billing:Template.UnknownTag", "liquid", 1, 4)]
    [InlineData("{% increment x %}", "Billing:Template.UnknownTag", "increment", 1, 4)]
    [InlineData("{{ customer_name.GetType.Assembly }}", "Billing:Template.NoParts", "customer_name", 1, 4)]
    [InlineData("{{ customer_name['Length'] }}", "Billing:Template.NoParts", "customer_name", 1, 4)]
    [InlineData("{{ ''.GetType }}", "Billing:Template.Unreadable", "", 1, 0)]
    [InlineData("{{ Model }}", "Billing:Template.UnknownField", "Model", 1, 4)]
    [InlineData("{{ forloop }}", "Billing:Template.UnknownField", "forloop", 1, 4)]
    [InlineData("a\nb {{ pastdue }}", "Billing:Template.UnknownField", "pastdue", 2, 6)]
    [InlineData("{% if x %}{% elsif nothing_like_it %}{% endif %}", "Billing:Template.UnknownField", "x", 1, 7)]
    [InlineData("{% if has_past_due %}{% elsif nothing_like_it %}{% endif %}", "Billing:Template.UnknownField", "nothing_like_it", 1, 31)]
    [InlineData("{% if has_past_due %}a{% else %}{{ hidden }}{% endif %}", "Billing:Template.UnknownField", "hidden", 1, 36)]
    [InlineData("{% unless secret %}a{% endunless %}", "Billing:Template.UnknownField", "secret", 1, 11)]
    [InlineData("{% case secret %}{% when 1 %}{{ other }}{% endcase %}", "Billing:Template.UnknownField", "secret", 1, 9)]
    [InlineData("{% case account_number %}{% when 1 %}{{ other }}{% endcase %}", "Billing:Template.UnknownField", "other", 1, 41)]
    [InlineData("{{ customer_name | default: secret }}", "Billing:Template.UnknownField", "secret", 1, 29)]
    [InlineData("{{ customer_name | replace: 'a', 'aaaaaaaaaaaaaaaa' }}", "Billing:Template.UnknownFilter", "replace", 1, 20)]
    [InlineData("{{ customer_name | json }}", "Billing:Template.UnknownFilter", "json", 1, 20)]
    [InlineData("{{ 'now' | date: '%Y' }}", "Billing:Template.UnknownFilter", "date", 1, 12)]
    [InlineData("{{ (1..1000000000) }}", "Billing:Template.NotAllowed", "..", 1, 0)]
    [InlineData("{{ customer_name | default: (1..1000000000) }}", "Billing:Template.NotAllowed", "..", 1, 0)]
    [InlineData("{% if past_due > 5 %}a{% endif %}", "Billing:Template.NotAllowed", "GreaterThan", 1, 0)]
    [InlineData("{{ customer_name", "Billing:Template.Unreadable", "", 1, 0)]
    [InlineData("a\nb\n{% if has_past_due %}c", "Billing:Template.Unreadable", "", 3, 0)]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "Billing:Template.UnknownTag", "raw", 1, 4)]
    public void What_may_not_stand_there_is_refused_with_its_place(string text, string code, string word, int line, int column)
    {
        var (template, problems) = TemplateParser.Read(text, TemplateFields.Names(TemplateKind.Letter));

        template.ShouldBeNull();
        problems[0].Code.ShouldBe(code);
        problems[0].Word.ShouldBe(word);
        problems[0].Line.ShouldBe(line);
        if (column > 0)
            problems[0].Column.ShouldBe(column);
    }

    [Fact]
    public void A_text_that_would_break_the_parser_is_refused_before_it_is_read()
    {
        Code(string.Concat(Enumerable.Repeat("{% if has_past_due %}", 9)) + string.Concat(Enumerable.Repeat("{% endif %}", 9))).ShouldBe("Billing:Template.TooDeep");
        Code(string.Concat(Enumerable.Repeat("{% if has_past_due %}", 8)) + "x" + string.Concat(Enumerable.Repeat("{% endif %}", 8))).ShouldBeNull();
        Code(string.Concat(Enumerable.Repeat("{{ customer_name }}", 201))).ShouldBe("Billing:Template.TooManyTags");
        Code($"{{% if {string.Join(" and ", Enumerable.Repeat("has_past_due", 40))} %}}x{{% endif %}}").ShouldBe("Billing:Template.TagTooLong");
        Code("{{ '" + new string('a', 400)).ShouldBe("Billing:Template.TagTooLong");
        Code(new string('a', 12_001)).ShouldBe("Billing:Template.TooLong");
        Code(new string('(', 11_000)).ShouldBeNull("words alone are words");
    }

    [Fact]
    public void A_value_is_never_read_as_a_template_and_stays_on_its_line()
    {
        var values = new Dictionary<string, string?> { ["customer_name"] = "{{ past_due }} {% include 'x' %}\r\n# Pay\u0007 here", ["past_due"] = "$1.00" };
        Fill("To {{ customer_name }}.", values).ShouldBe("To {{ past_due }} {% include 'x' %} # Pay here.");
        Fill("{{ customer_name }}", new() { ["customer_name"] = new string('x', 10_000) }).Length.ShouldBe(500);
    }

    [Fact]
    public void What_comes_out_is_no_longer_than_the_text_and_its_values()
    {
        var text = string.Concat(Enumerable.Repeat("{{ customer_name }}", 200));
        Fill(text, new() { ["customer_name"] = new string('x', 1_000_000) }).Length.ShouldBe(200 * 500);
    }

    [Fact]
    public void Every_starter_reads_in_both_languages_and_names_no_field_twice_differently()
    {
        var starters = StarterTemplates.Read();
        starters.Select(s => s.Kind).Order().ShouldBe(Enum.GetValues<TemplateKind>());
        foreach (var starter in starters)
            foreach (var (language, subject, body) in ((string, string, IReadOnlyList<string>)[])[("en", starter.SubjectEn, starter.BodyEn), ("es", starter.SubjectEs, starter.BodyEs)])
                foreach (var text in new[] { subject, string.Join('\n', body) })
                {
                    var (template, problems) = TemplateParser.Read(text, TemplateFields.Names(starter.Kind));
                    problems.ShouldBeEmpty($"{starter.Code} {language}");
                    TemplateParser.Fill(template!, TemplateFields.Example(starter.Kind, language)).ShouldNotContain("{");
                }
    }

    private static string Fill(string text, Dictionary<string, string?> values)
    {
        var (template, problems) = TemplateParser.Read(text, TemplateFields.Names(TemplateKind.Letter));
        problems.ShouldBeEmpty();
        return TemplateParser.Fill(template!, values);
    }

    private static string? Code(string text) => TemplateParser.Read(text, TemplateFields.Names(TemplateKind.Letter)).Problems is [var first, ..] ? first.Code : null;
}
