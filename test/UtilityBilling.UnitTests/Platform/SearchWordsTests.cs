using Shouldly;
using UtilityBilling.Platform.Search;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("José Muñoz", "jose munoz")]
    [InlineData("ÅSE Østergård", "ase ostergard")]
    [InlineData("Straße", "strasse")]
    [InlineData("Ｆｕｌｌ ﬁne", "full fine")]
    public void Accents_and_capitals_do_not_count(string text, string folded) => SearchWords.Fold(text).ShouldBe(folded);

    [Fact]
    public void A_number_with_a_dash_is_found_by_its_parts_and_as_a_whole() =>
        SearchWords.Tokens(["10-2231"]).ShouldBe(["102231", "10", "2231"], ignoreOrder: true);

    [Fact]
    public void A_phone_number_is_found_however_it_is_written()
    {
        var tokens = SearchWords.Tokens(["(503) 555-0142"]);
        foreach (var written in new[] { "503-555-0142", "5035550142", "555-0142", "(503) 555" })
            SearchWords.Question(written).ShouldAllBe(word => tokens.Any(t => t.StartsWith(word, StringComparison.Ordinal)), written);
    }

    [Fact]
    public void A_name_with_an_apostrophe_is_found_with_and_without_it()
    {
        var tokens = SearchWords.Tokens(["Mary O'Brien"]);
        tokens.ShouldContain("obrien");
        tokens.ShouldContain("brien");
        SearchWords.Question("o'brien").ShouldBe(["obrien"]);
    }

    [Fact]
    public void The_longest_word_leads_and_a_question_has_at_most_eight() =>
        SearchWords.Question("a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh iiiiiiiii").ShouldBe(["iiiiiiiii", "hhhhhhhh", "ggggggg", "ffffff", "eeeee", "dddd", "ccc", "bb"]);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-- %_ '")]
    public void A_question_without_letters_or_digits_asks_nothing(string text) => SearchWords.Question(text).ShouldBeEmpty();

    [Fact]
    public void A_word_is_cut_at_sixty_characters() => SearchWords.Tokens([new string('x', 200)]).ShouldHaveSingleItem().Length.ShouldBe(SearchWords.LongestToken);
}
